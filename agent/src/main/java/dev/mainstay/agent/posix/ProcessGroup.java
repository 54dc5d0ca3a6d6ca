// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process group (and session) of one run of a resource agent, led by the process whose id is
 * the group's. The kernel does not give a process id away while a group of that id exists, so
 * signals reach the group that was meant as long as one of its processes lives.
 *
 * @param id process id of the leader, and of the group
 * @param startTicks when the leader was forked, see {@link ProcessStat#startTicks()}
 */
public record ProcessGroup(int id, long startTicks) {
    /** Variable by which members are known when their leader is gone. */
    public static final String MARKER = "MAINSTAY_ACTION";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration COMPLAINT = Duration.ofSeconds(10);

    /** Whether any process of the group can still do something. */
    public boolean alive() {
        return LibC.kill(-id, 0) && !members().isEmpty();
    }

    /**
     * Whether what has this id now is the group of that run, and not one that got the id later.
     *
     * @param marker value of {@link #MARKER} that the run was begun with
     */
    public boolean survives(String marker) {
        var leader = ProcessStat.of(id);
        if (leader.isPresent() && leader.get().startTicks() != startTicks) {
            return false;
        }
        if (leader.isPresent() && leader.get().alive()) {
            return true;
        }
        return members().stream().anyMatch(member -> member.hasVariable(MARKER, marker));
    }

    /**
     * Ends the group: TERM, after the grace KILL, and then waits until none is left, for as long as
     * that takes: whoever goes on while a process of an earlier action can still write is not safe.
     */
    public void end(Duration grace) throws InterruptedException {
        LibC.kill(-id, SIGTERM);
        if (awaitGone(grace)) {
            return;
        }
        LibC.kill(-id, SIGKILL);
        while (!awaitGone(COMPLAINT)) {
            LOG.warn("process group {} does not die of SIGKILL: {}", id, members());
            LibC.kill(-id, SIGKILL);
        }
    }

    private boolean awaitGone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (alive()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    private List<ProcessStat> members() {
        return ProcessStat.all()
                .stream()
                .filter(process -> process.processGroup() == id && process.alive())
                .toList();
    }
}
