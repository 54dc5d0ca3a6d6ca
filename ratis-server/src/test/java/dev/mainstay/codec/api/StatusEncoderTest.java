// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.ThrottleMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people see of a state. */
class StatusEncoderTest {

    private final Scenario cluster = Scenario.of("a", "b", "c");

    private List<NodeStatusView> nodes() {
        return StatusEncoder.encode(new Reading(cluster.state(), ReadConsistency.LOCAL,
                new NodeId("a"), Optional.empty())).getNodesList();
    }

    @Test
    void loadOfAMachineIsShownWhereItMatters() {
        cluster.throttle("a", ThrottleMode.NONE, 4);
        cluster.throttle("b", ThrottleMode.MEDIUM, 8);

        assertEquals(List.of("", "medium", ""),
                nodes().stream().map(NodeStatusView::getLoad).toList());
        assertEquals(List.of(4, 8, 0),
                nodes().stream().map(NodeStatusView::getProcessors).toList());
    }

    @Test
    void degradedResourceIsNoFailureButShown() {
        Scenario degraded = Scenario.of("a").with(Scenario.primitive("db"));
        degraded.accept(Scenario.property("stonith-enabled", "false"));
        degraded.adopt(Scenario.action(Task.START, "db", "a"));
        degraded.complete("db_start_0", "a", 0);
        degraded.adopt(Scenario.action(Task.PROBE, "db", "a"));
        degraded.complete("db_monitor_0", "a", OcfExitCode.DEGRADED.code());

        ClusterStatus status = StatusEncoder.encode(new Reading(degraded.state(),
                ReadConsistency.LOCAL, new NodeId("a"), Optional.empty()));

        assertEquals(List.of(), status.getFailuresList());
        assertEquals("Started", status.getResources(0).getRole());
        assertEquals(List.of("a"), status.getResources(0).getDegradedNodesList());
    }
}
