// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static dev.mainstay.state.Scenario.action;
import static dev.mainstay.state.Scenario.fence;
import static dev.mainstay.state.Scenario.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What live migrations may bring to machines counts there until it is certain. */
class ArrivalRulesTest {

    private static final InstanceId R = new InstanceId("r");

    private final Scenario cluster = Scenario.of("a", "b", "c").with(primitive("r"));

    ArrivalRulesTest() {
        cluster.carryOut(action(Task.PROBE, "r", "b"));
        cluster.carryOut(action(Task.START, "r", "a"));
    }

    @Test
    void mayBeActiveAtTheTargetAsSoonAsTheSourceMayBegin() {
        cluster.adopt(toB());
        assertEquals(Activity.UNKNOWN, activity());
        long incarnation = cluster.node("b").incarnation();
        assertInstanceOf(Rejection.NotPossibleNow.class, cluster.reject(
                new Command.RecordNodeEvent(new NodeId("b"), new NodeEvent.Left(incarnation))));
    }

    @Test
    void otherHalfSettlesIt() {
        cluster.carryOut(toB());
        assertEquals(Activity.UNKNOWN, activity());
        cluster.carryOut(action(Task.MIGRATE_FROM, "r", "b"));
        assertEquals(Activity.ACTIVE, activity());
    }

    @Test
    void probeFromBeforeTheSourceWasFencedTellsNothing() {
        cluster.adopt(toB());
        long lost = cluster.node("a").incarnation();
        cluster.lose("a");
        cluster.carryOut(action(Task.PROBE, "r", "b"));
        assertEquals(Activity.UNKNOWN, activity());
        cluster.adopt(fence("a"));
        cluster.assignFencing("a", "b");
        cluster.accept(cluster.fenced("a", lost, "b"));
        assertEquals(Activity.UNKNOWN, activity());
        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
        cluster.carryOut(action(Task.PROBE, "r", "b"));
        assertEquals(Activity.INACTIVE, activity());
    }

    private Activity activity() {
        return cluster.node("b").histories().get(R).activity();
    }

    private static ResourceAction toB() {
        ResourceAction half = action(Task.MIGRATE_TO, "r", "a");
        return new ResourceAction(half.key(), half.resource(), half.instance(), half.task(), 0,
                half.node(), half.timeoutMillis(), 0, false, SortedMaps.copyOf(new TreeMap<>(
                        Map.of("migrate_source", "a", "migrate_target", "b"))));
    }
}
