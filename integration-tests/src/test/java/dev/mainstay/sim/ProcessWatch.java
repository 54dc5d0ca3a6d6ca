// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Judges the processes of one boot of a machine (invariants 7 and 8). */
final class ProcessWatch implements SimulatedKernel.Watcher {

    /** The agent's tick, the way of a signal, and the delays of the agent's disk. */
    private static final Duration SLACK = Duration.ofMillis(200);

    private final World world;
    private final Machine machine;
    private final SortedMap<String, Integer> forks = new TreeMap<>();

    ProcessWatch(World world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    @Override
    public void begun(ServiceCall call) {
        String what = call.task() + " of " + call.instance() + " on " + machine.id() + " ("
                + call.action() + ")";
        if (call.task().equals("monitor")) {
            machine.monitored(call.service());
        } else {
            machine.begun(call);
            world.note(what);
        }
        requirePresentAction(call, what);
        if (call.needsLease() && !machine.lease().filter(LeaseWatch::isHeld).isPresent()) {
            throw world.violation(7, what + " was begun without a lease");
        }
        if (!call.task().equals("monitor")
                && forks.merge(call.action() + " " + call.task(), 1, Integer::sum) > 1) {
            throw world.violation(8, what + " was forked twice");
        }
    }

    /** Transitions are numbered by the log, as incarnations are; 0 is what a machine does alone. */
    private void requirePresentAction(ServiceCall call, String what) {
        String[] parts = call.action().split("/", -1);
        long epoch = Long.parseLong(parts[0]);
        long transition = Long.parseLong(parts[1]);
        if (transition > 0 && transition < epoch) {
            throw world.violation(6, what + " was ordered of an earlier incarnation");
        }
    }

    @Override
    public void orphaned(ServiceCall call) {
        throw world.violation(8, call.task() + " of " + call.instance() + " on " + machine.id()
                + ", begun by an earlier daemon, goes on beside the work of the present one");
    }

    @Override
    public void gone(ServiceCall call, boolean excused) {
        if (!call.needsLease() || excused || !machine.isRunning()) {
            return;
        }
        LeaseWatch lease = machine.lease().orElseThrow();
        if (lease.untilNanos() == 0 || lease.isHeld()) {
            return;
        }
        long since = Math.max(lease.untilNanos(), lease.process().resumedNanos());
        long limit = since + SimulatedAgent.killGrace().plus(SLACK).toNanos();
        if (lease.process().resumedNanos() != Long.MAX_VALUE && world.time().nowNanos() > limit) {
            throw world.violation(7, call.task() + " of " + call.instance() + " on "
                    + machine.id() + " went on after the end of the lease");
        }
    }
}
