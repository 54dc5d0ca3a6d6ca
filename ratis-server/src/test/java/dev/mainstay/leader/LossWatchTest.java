// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.scheduler.LossAges;
import dev.mainstay.state.Command;
import dev.mainstay.state.Scenario;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Safety rules 19 and 27: how long a machine has been lost is measured where it is asked. */
class LossWatchTest {

    private final Scenario cluster = Scenario.of("a", "b", "c");
    private final LeaderAtHand surroundings = new LeaderAtHand(cluster);
    private final LossWatch watch = LossWatch.over(surroundings, surroundings);

    private long incarnation() {
        return cluster.state().node(new NodeId("b")).orElseThrow().incarnation();
    }

    private static LossAges age(long incarnation, long seconds) {
        TreeMap<Long, Duration> ages = new TreeMap<>();
        ages.put(incarnation, Duration.ofSeconds(seconds));
        return new LossAges(ages);
    }

    @Test
    void lossAgesFromWhenItWasApplied() {
        cluster.lose("b");
        surroundings.applied();
        surroundings.pass(Duration.ofSeconds(4));
        surroundings.applied();
        surroundings.pass(Duration.ofSeconds(3));

        assertEquals(age(incarnation(), 7), watch.get());
    }

    @Test
    void logTimeThatIsPutForwardAgesNothing() {
        cluster.lose("b");
        surroundings.applied();
        cluster.accept(new Command.ResetTime(cluster.time().plusSeconds(3_600)));
        surroundings.applied();

        assertEquals(age(incarnation(), 0), watch.get());
    }

    @Test
    void lossSeenAtTheStartIsNew() {
        cluster.lose("b");
        surroundings.pass(Duration.ofSeconds(60));
        LossWatch restarted = LossWatch.over(surroundings, surroundings);
        surroundings.pass(Duration.ofSeconds(1));

        assertEquals(age(incarnation(), 1), restarted.get());
    }

    @Test
    void machineThatIsBackHasNoAge() {
        cluster.lose("b");
        surroundings.applied();
        surroundings.pass(Duration.ofSeconds(9));
        cluster.join("b", "another boot");
        surroundings.applied();

        assertEquals(new LossAges(SortedMaps.empty()), watch.get());
    }
}
