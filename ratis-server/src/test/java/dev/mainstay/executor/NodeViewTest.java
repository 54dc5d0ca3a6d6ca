// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static dev.mainstay.state.Scenario.action;
import static dev.mainstay.state.Scenario.event;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.executor.NodeView.Standing;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.Task;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the log says to a node. */
class NodeViewTest {

    private static final NodeId B = new NodeId("b");

    private final Scenario cluster = Scenario.of("a", "b").with(Scenario.primitive("r"));

    private Standing standing() {
        return NodeView.of(cluster.state(), B, cluster.node("b").incarnation()).standing();
    }

    @Test
    void releasedNodeOnWhichSomethingIsFoundHasToStopItFirst() {
        cluster.accept(event("b", new NodeEvent.ShutdownRequested(
                cluster.node("b").incarnation(), cluster.time())));
        cluster.adopt(action(Task.PROBE, "r", "b"), new ClusterAction("do_shutdown-b",
                ClusterTask.SHUTDOWN, B, Optional.empty()));
        assertEquals(Standing.RELEASED, standing());

        cluster.complete("r_monitor_0", "b", 0);
        assertEquals(Standing.ACTIVE, standing());

        cluster.carryOut(action(Task.STOP, "r", "b"));
        assertEquals(Standing.RELEASED, standing());
    }
}
