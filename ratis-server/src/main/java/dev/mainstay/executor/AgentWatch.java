// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.AgentClient;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import java.time.Duration;

/**
 * The vital signs that a renewal carries: whether the agent answers that it works, and whether this
 * node's state keeps up with what leaders said was committed.
 */
final class AgentWatch implements QuorumLease.Vitals {

    private final EventLoop loop;
    private final NodeClock clock;
    private final AgentClient agent;
    private final StateSource states;
    private final Duration every;
    private final long patienceNanos;
    private boolean agentWorks = true;
    private long awaitedIndex;
    private long awaitedSinceNanos;
    private long run;

    AgentWatch(ExecutorPorts ports, LivenessSettings settings) {
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.agent = ports.agent();
        this.states = ports.states();
        this.every = settings.renewEvery().multipliedBy(4);
        this.patienceNanos = settings.lease().toNanos();
    }

    void begin() {
        run++;
        ask(run);
    }

    void end() {
        run++;
    }

    /** A leader proved that this index is committed, so it has to be applied here before long. */
    void committed(long index) {
        if (states.current().appliedIndex() >= awaitedIndex && index > awaitedIndex) {
            awaitedIndex = index;
            awaitedSinceNanos = clock.bootNanos();
        }
    }

    @Override
    public long appliedIndex() {
        return states.current().appliedIndex();
    }

    @Override
    public boolean applierHealthy() {
        return states.current().appliedIndex() >= awaitedIndex
                || clock.bootNanos() - awaitedSinceNanos < patienceNanos;
    }

    @Override
    public boolean agentHealthy() {
        return agentWorks;
    }

    private void ask(long ofRun) {
        loop.when(agent.health(), health -> {
            if (ofRun == run) {
                agentWorks = health.map(AgentClient.Health::working).orElse(false);
                loop.after(every, () -> askAgain(ofRun));
            }
        });
    }

    private void askAgain(long ofRun) {
        if (ofRun == run) {
            ask(ofRun);
        }
    }
}
