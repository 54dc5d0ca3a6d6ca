// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.EventLoop;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeRecord;

/**
 * Tells the leader that this machine's daemon is there again and on its way to join, so that a
 * restart which is quicker than the loss time-out is not cut short while the agent ends what its
 * last run left. The leader takes it for the renewal of an unhealthy node: it puts the loss off by
 * as long as a node may be unhealthy, and gives no lease (safety.md 16).
 */
final class RejoinSignal {

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final NodeClock clock;
    private final LeaseClient leader;
    private final StateSource states;
    private final LivenessSettings settings;
    private long run;

    RejoinSignal(ExecutorPorts ports, LivenessSettings settings) {
        this.ports = ports;
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.leader = ports.leases();
        this.states = ports.states();
        this.settings = settings;
    }

    void begin() {
        run++;
        send(run);
    }

    void end() {
        run++;
    }

    private void send(long ofRun) {
        if (ofRun != run) {
            return;
        }
        ClusterState state = states.current();
        state.node(ports.self()).filter(NodeRecord::isActive).ifPresent(record -> {
            // The answer says nothing that the join would not find out.
            var _ = leader.renew(new LeaseClient.Renewal(ports.self().value(),
                    record.incarnation(), 0, record.join().bootId(), state.appliedIndex(), true,
                    false, true, false, clock.wall().toEpochMilli(), true));
        });
        loop.after(settings.renewEvery(), () -> send(ofRun));
    }
}
