// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cluster.KillSchedule.Kill;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Daemons are killed at random moments of a stream of changes. Log files and snapshots are small,
 * so that kills meet the turn from one to the next, too.
 */
final class DurabilityTest {

    private static final int BLOCK = 74;
    private static final String SMALL_LOG =
            "log: {file-bytes: 65536, snapshot-every: 200, keep: 50}";
    private static final int KILLS = Integer.getInteger("mainstay.kills", 50);
    private static final long SEED = Long.getLong("mainstay.seed", 1);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothingAcknowledgedIsLostByKillsAndAllCopiesAgree(TestReporter reporter) {
        KillSchedule schedule = KillSchedule.draw(SEED, KILLS, 3);
        reporter.publishEntry("kills", schedule.toString());
        try (ProcessCluster cluster = ProcessCluster.founded(folder, BLOCK, 3, SMALL_LOG);
                AcknowledgedWrites writes = new AcknowledgedWrites(cluster::nodes)) {
            schedule.kills().forEach(kill -> carryOut(kill, cluster, writes));
            writes.end();
            reporter.publishEntry("acknowledged", Integer.toString(writes.acknowledged().size()));
            assertTrue(writes.acknowledged().size() > schedule.kills().size());

            Replicas replicas = new Replicas(cluster);
            replicas.requireAll(writes.acknowledged().values());
            replicas.requireOneDigest();
            replicas.requireAll(writes.acknowledged().values());
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(schedule.toString(), failure);
        }
    }

    private static void carryOut(Kill kill, ProcessCluster cluster, AcknowledgedWrites writes) {
        LockSupport.parkNanos(kill.life().toNanos());
        List<NodeProcess> victims = kill.victim() == Kill.ALL
                ? cluster.nodes()
                : List.of(cluster.nodes().get(kill.victim()));
        victims.forEach(NodeProcess::signalKill);
        victims.forEach(NodeProcess::killDaemon);
        long acknowledged = writes.lastRevision();
        LockSupport.parkNanos(kill.pause().toNanos());
        victims.forEach(NodeProcess::start);
        // Whoever dies next, a majority has all: most kills are to meet a cluster that writes.
        for (NodeProcess victim : victims) {
            await(victim.name() + " with revision " + acknowledged + " after " + kill)
                    .atMost(LIMIT).until(() -> hasRevision(victim, acknowledged));
        }
    }

    private static boolean hasRevision(NodeProcess node, long revision) {
        assertTrue(node.isAlive(), () -> node.name() + " has ended\n" + node.logText());
        return Replicas.configuration(node)
                .filter(reply -> reply.getRevision() >= revision).isPresent();
    }
}
