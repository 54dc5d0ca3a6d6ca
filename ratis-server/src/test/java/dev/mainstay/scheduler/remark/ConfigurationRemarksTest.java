// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.remark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ConfigurationProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfigurationRemarksTest {

    private static final String APP =
            "<primitive id='app' class='ocf' provider='pacemaker' type='Dummy'/>";

    @Test
    void replicasOfABundleAreMachines() throws IOException, CibFormatException {
        String constraints = bans("db-0") + bans("db-1") + bans("db-2");
        assertEquals(List.of("location constraint no-db-2 names node db-2, which does not exist"),
                remarks(bundle(APP), constraints));
    }

    @Test
    void containersThatNothingConnectsToAreNoMachines() throws IOException, CibFormatException {
        assertEquals(List.of("location constraint no-db-0 names node db-0, which does not exist"),
                remarks(bundle(""), bans("db-0")));
    }

    private static String bundle(String inside) {
        return "<bundle id='db'><podman image='i' replicas='2'/><network control-port='3121'/>"
                + inside + "</bundle>";
    }

    private static String bans(String node) {
        return "<rsc_location id='no-" + node + "' rsc='db' node='" + node
                + "' score='-INFINITY'/>";
    }

    private static List<String> remarks(String resources, String constraints)
            throws IOException, CibFormatException {
        String document = "<cib><configuration><crm_config/><nodes/><resources>" + resources
                + "</resources><constraints>" + constraints
                + "</constraints></configuration><status/></cib>";
        return ConfigurationRemarks.of(CibReader.read(new ByteArrayInputStream(
                document.getBytes(StandardCharsets.UTF_8)), Instant.EPOCH).configuration(),
                new TreeSet<>(Set.of(new NodeId("n1"))))
                .stream()
                .map(ConfigurationProblem::message)
                .toList();
    }
}
