// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.SnapshotCodec;
import dev.mainstay.codec.StoredFormat;
import dev.mainstay.port.Proposal;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInputs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A replica that begins with any snapshot comes to the bytes of one that applied everything. */
class SnapshotReplayTest {

    private static final int SNAPSHOTS = 4;

    private final CommandApplier applier = new CommandApplier(new StoredFormat());

    static List<Long> seeds() {
        return ApplyPropertyTest.seeds();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replayOfAnySnapshotGivesTheSameBytesAndTheSamePlan(long seed) throws IOException {
        List<LogEntry> log = ApplyPropertyTest.run(seed).log();
        ClusterState live = replay(ClusterState.initial(), log);
        int[] places = new Random(seed).ints(SNAPSHOTS, 0, log.size()).sorted().toArray();

        ClusterState restored = ClusterState.initial();
        int applied = 0;
        for (int place : places) {
            restored = restart(replay(restored, log.subList(applied, place)));
            applied = place;
        }
        restored = replay(restored, log.subList(applied, log.size()));

        assertArrayEquals(snapshot(live), snapshot(restored));
        assertEquals(SnapshotCodec.digest(live), SnapshotCodec.digest(restored));
        assertEquals(plan(live), plan(restored));
    }

    /** Otherwise the law would say nothing of what is missing. */
    @Test
    void everyKindOfCommandIsAmongThem() {
        TreeSet<String> drawn = seeds().stream()
                .flatMap(seed -> ApplyPropertyTest.run(seed).log().stream())
                .map(entry -> entry.command().getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> all = Arrays.stream(Command.class.getPermittedSubclasses())
                .filter(Class::isRecord)
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(all, drawn);
    }

    private ClusterState replay(ClusterState from, List<LogEntry> entries) {
        ClusterState state = from;
        for (LogEntry entry : entries) {
            byte[] bytes = LogCodec.encode(new Proposal(entry.command(), entry.author(),
                    entry.requestId(), OptionalLong.empty()), entry.time());
            state = applier.apply(
                    state, LogCodec.decode(entry.index(), entry.term(), bytes)).state();
        }
        return state;
    }

    private static ClusterState restart(ClusterState state) throws IOException {
        return SnapshotCodec.read(new ByteArrayInputStream(snapshot(state)));
    }

    private static byte[] snapshot(ClusterState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotCodec.write(state, out);
        return out.toByteArray();
    }

    private static String plan(ClusterState state) {
        return Scheduler.plan(SchedulerInputs.of(state, state.logTime())).toString();
    }
}
