// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.MetadataException;
import dev.mainstay.agent.standard.MetadataException.Reason;
import dev.mainstay.agent.standard.OcfExitCode;
import dev.mainstay.agent.standard.ResourceAgent;
import dev.mainstay.agent.standard.SyntheticMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Units of systemd as resource agents: {@code systemd:nginx}. */
public final class SystemdResourceAgent implements ResourceAgent {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdResourceAgent.class);
    private static final String STANDARD = "systemd";
    private static final String SERVICE = ".service";
    private static final Set<String> LISTED =
            Set.of(SERVICE, ".socket", ".mount", ".timer", ".path");
    private static final Duration TIMEOUT = Duration.ofSeconds(100);
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    /** Systemd's own time-out of the same length comes first and says more. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Systemd systemd;
    private final Path runtimeUnits;

    /** @param runtimeUnits {@code /run/systemd/system}, which exists where systemd runs */
    public SystemdResourceAgent(Systemd systemd, Path runtimeUnits) {
        this.systemd = systemd;
        this.runtimeUnits = runtimeUnits;
    }

    @Override
    public String standard() {
        return STANDARD;
    }

    @Override
    public Invocation prepare(Operation operation) {
        Optional<UnitName> unit = UnitName.of(operation.agent().type());
        if (unit.isEmpty()) {
            return new Invocation.Unavailable(OcfExitCode.INSTALLED, unusable(operation.agent()));
        }
        if (!isBooted()) {
            // No unit runs where there is no systemd, so that a probe may count this as stopped.
            return new Invocation.Unavailable(OcfExitCode.INSTALLED, notBooted());
        }
        Duration timeout = operation.timeout();
        DropIns dropIns = new DropIns(runtimeUnits);
        return switch (operation.task()) {
            case START -> new Invocation.Asking(
                    new StartUnit(systemd, unit.get(), timeout, dropIns), GRACE);
            case STOP -> new Invocation.Asking(
                    new StopUnit(systemd, unit.get(), timeout, dropIns), GRACE);
            case MONITOR -> new Invocation.Asking(
                    new MonitorUnit(systemd, unit.get(), timeout), Duration.ZERO);
            case PROMOTE, DEMOTE, MIGRATE_TO, MIGRATE_FROM, NOTIFY, RELOAD, RELOAD_AGENT,
                    VALIDATE_ALL -> new Invocation.Unavailable(OcfExitCode.UNIMPLEMENTED,
                            "a unit of systemd knows no " + operation.task().word());
        };
    }

    @Override
    public AgentMetadata metadata(AgentSpec agent) throws MetadataException {
        UnitName unit = UnitName.of(agent.type())
                .orElseThrow(() -> new MetadataException(Reason.NO_SUCH_AGENT, unusable(agent)));
        if (!isBooted()) {
            throw new MetadataException(Reason.NO_SUCH_AGENT, notBooted());
        }
        try {
            UnitState state = systemd.state(unit);
            if (state.isMissing()) {
                throw new MetadataException(Reason.NO_SUCH_AGENT,
                        "there is no unit " + unit + " on this machine");
            }
            return SyntheticMetadata.of(agent,
                    new AgentMetadata.Texts(state.description(), "The unit " + unit
                            + " of systemd. It must not be enabled: only the cluster starts it."),
                    List.of(SyntheticMetadata.action("start", TIMEOUT),
                            SyntheticMetadata.action("stop", TIMEOUT),
                            SyntheticMetadata.action("status", TIMEOUT),
                            SyntheticMetadata.monitor("monitor", TIMEOUT, INTERVAL),
                            SyntheticMetadata.action("meta-data", GRACE)));
        } catch (SystemdException failure) {
            throw new MetadataException(Reason.UNUSABLE, failure.getMessage(), failure);
        }
    }

    @Override
    public List<AgentSpec> list() {
        if (!isBooted()) {
            return List.of();
        }
        try {
            return systemd.unitFiles()
                    .stream()
                    .filter(name -> LISTED.stream().anyMatch(name::endsWith))
                    .map(name -> name.endsWith(SERVICE)
                            ? name.substring(0, name.length() - SERVICE.length())
                            : name)
                    .distinct()
                    .sorted()
                    .map(name -> new AgentSpec(STANDARD, "", name))
                    .toList();
        } catch (SystemdException failure) {
            LOG.warn("units are not listed: {}", failure.getMessage());
            return List.of();
        }
    }

    /** As sd_booted(3) tells it. */
    private boolean isBooted() {
        return Files.isDirectory(runtimeUnits);
    }

    private String notBooted() {
        return "systemd is not reachable: this machine does not run it, there is no "
                + runtimeUnits;
    }

    private static String unusable(AgentSpec agent) {
        return "no unit of systemd can be named '" + agent.type() + "'";
    }
}
