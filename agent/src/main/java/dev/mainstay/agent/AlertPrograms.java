// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import dev.mainstay.agent.AgentConfiguration.Privileges;
import dev.mainstay.agent.alert.AlertAccount;
import dev.mainstay.agent.alert.AlertAccount.Other;
import dev.mainstay.agent.alert.AlertAccount.Own;
import dev.mainstay.agent.alert.AlertAccount.Unusable;
import dev.mainstay.agent.alert.AlertRunner;
import dev.mainstay.agent.alert.AlertUser;
import dev.mainstay.agent.process.Processes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What alert agents run as and with on this machine. */
final class AlertPrograms {

    private static final Logger LOG = LoggerFactory.getLogger(AlertPrograms.class);
    /** Of what resource agents get; the rest is about resources. */
    private static final List<String> VARIABLES = List.of("PATH", "HOME", "USER", "LOGNAME",
            "LANG", "TZ", "TMPDIR", AgentConfiguration.SESSION_VARIABLE);

    private AlertPrograms() {}

    /** @throws IOException when the accounts of this machine cannot be read */
    static AlertRunner runner(AgentConfiguration configuration, Map<String, String> inherited,
            Processes processes) throws IOException {
        Map<String, String> variables =
                new TreeMap<>(AgentEnvironment.create(configuration, inherited));
        variables.keySet().retainAll(VARIABLES);
        return new AlertRunner(processes, variables, account(configuration),
                configuration.killGrace());
    }

    /**
     * The configured account, or on a machine that belongs to the cluster the usual one. A node
     * that keeps to its own folder runs everything as itself.
     */
    private static AlertAccount account(AgentConfiguration configuration) throws IOException {
        boolean mayChange = AlertUser.mayChange();
        if (configuration.alertUser().isPresent()) {
            String name = configuration.alertUser().get();
            return mayChange
                    ? AlertUser.first(List.of(name)).<AlertAccount>map(Other::new)
                            .orElseGet(() -> new Unusable(
                                    "alert-user: there is no user " + name + " in /etc/passwd"))
                    : new Unusable("alert-user: only root can run it as " + name);
        }
        if (configuration.privileges() == Privileges.CONFINED || !mayChange) {
            return new Own();
        }
        Optional<AlertUser> usual = AlertUser.first(AlertUser.USUAL);
        if (usual.isEmpty()) {
            LOG.warn("there is none of the users {}: alert agents run as root", AlertUser.USUAL);
        }
        return usual.<AlertAccount>map(Other::new).orElseGet(Own::new);
    }
}
