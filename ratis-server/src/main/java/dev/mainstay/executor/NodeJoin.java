// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Attached;
import dev.mainstay.port.AgentClient.Health;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings a machine into the cluster as a new incarnation: first its agent ends and awaits what any
 * earlier one left (so that the join may say that it was reaped), then the join is committed, and
 * last the agent gets the join's index as its epoch. Each step is repeated until it works.
 */
final class NodeJoin {

    private static final Duration RETRY = Duration.ofMillis(500);

    /** A refused join means that this node is no member; asking seldom is enough. */
    private static final Duration REFUSED_RETRY = Duration.ofSeconds(2);

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final AgentClient agent;
    private final Recorder recorder;
    private final Function<String, NodeEvent> event;
    private final Listener listener;
    private final String run;
    private long attempt;
    private long reapedEpoch = -1;

    /** @param event what is committed, for the kernel's boot id that the agent told */
    NodeJoin(
            ExecutorPorts ports,
            Recorder recorder,
            Function<String, NodeEvent> event,
            Listener listener) {
        this.ports = ports;
        this.loop = ports.loop();
        this.agent = ports.agent();
        this.recorder = recorder;
        this.event = event;
        this.listener = listener;
        this.run = ports.self() + ":" + ports.clock().bootNanos();
    }

    /** Starts over; an attempt under way is forgotten. */
    void begin() {
        attempt++;
        reap(attempt);
    }

    void abandon() {
        attempt++;
    }

    private void reap(long ofAttempt) {
        loop.when(agent.health(), health -> {
            if (ofAttempt == attempt) {
                health.ifPresentOrElse(
                        found -> raiseEpoch(found, ofAttempt), () -> later(RETRY, ofAttempt));
            }
        });
    }

    /**
     * An epoch above the kept one makes the agent end all earlier work. It is not above that of the
     * join to come, which is a later log index than that of the last join. It is raised once only
     * for each incarnation: were it raised by every attempt, it would run away from the log.
     */
    private void raiseEpoch(Health health, long ofAttempt) {
        long epoch = health.epoch() == reapedEpoch ? reapedEpoch : health.epoch() + 1;
        loop.when(agent.attach(epoch), attached -> {
            if (ofAttempt == attempt) {
                attached.ifPresent(found -> reapedEpoch = epoch);
                attached.ifPresentOrElse(
                        found -> join(found.bootId(), ofAttempt), () -> later(RETRY, ofAttempt));
            }
        });
    }

    private void join(String bootId, long ofAttempt) {
        Command command = new Command.RecordNodeEvent(ports.self(), event.apply(bootId));
        recorder.record("join:" + run + ":" + ofAttempt, command, applied -> {
            if (ofAttempt == attempt) {
                joined(applied, ofAttempt);
            }
        });
    }

    private void joined(Proposed.Applied applied, long ofAttempt) {
        switch (applied.outcome()) {
            case Outcome.Accepted accepted -> attach(accepted.index(), ofAttempt);
            case Outcome.Rejected(var rejection) -> {
                listener.refused(rejection.message());
                later(REFUSED_RETRY, ofAttempt);
            }
        }
    }

    private void attach(long incarnation, long ofAttempt) {
        loop.when(agent.attach(incarnation), attached -> {
            if (ofAttempt == attempt) {
                attached(incarnation, attached, ofAttempt);
            }
        });
    }

    private void attached(long incarnation, Optional<Attached> attached, long ofAttempt) {
        if (attached.isPresent()) {
            listener.joined(incarnation, attached.get());
        } else {
            later(RETRY, ofAttempt);
        }
    }

    private void later(Duration delay, long ofAttempt) {
        loop.after(delay, () -> {
            if (ofAttempt == attempt) {
                begin();
            }
        });
    }

    /** Hears of the join, on the executor's loop. */
    interface Listener {
        void joined(long incarnation, Attached attached);

        /** It goes on trying. */
        void refused(String reason);
    }
}
