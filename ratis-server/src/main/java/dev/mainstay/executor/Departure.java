// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.NodeView.Standing;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * The orderly way out: the machine is asked to be emptied, by itself or by an operator anywhere,
 * the cluster moves or stops what runs on it and releases it, and then the machine records that it
 * left. A request of its own survives a new incarnation.
 */
final class Departure {

    private final ExecutorPorts ports;
    private final NodeClock clock;
    private final Recorder recorder;
    private final CompletableFuture<Departed> ended = new CompletableFuture<>();
    private boolean requested;
    private boolean leaving;
    private int attempts;

    Departure(ExecutorPorts ports, Recorder recorder) {
        this.ports = ports;
        this.clock = ports.clock();
        this.recorder = recorder;
    }

    /** @param incarnation 0 while there is none: {@link #joined} asks then */
    void request(long incarnation) {
        if (!requested) {
            requested = true;
            if (incarnation > 0) {
                ask(incarnation);
            }
        }
    }

    void joined(long incarnation) {
        leaving = false;
        if (requested) {
            ask(incarnation);
        }
    }

    /** @param running actions of this machine that have not ended */
    void look(NodeView view, long running) {
        if (!leaving && view.standing() == Standing.RELEASED && running == 0) {
            leaving = true;
            recorder.record(
                    "left:" + ports.self() + ":" + view.incarnation() + ":" + ++attempts,
                    new Command.RecordNodeEvent(
                            ports.self(), new NodeEvent.Left(view.incarnation())),
                    this::answered);
        }
    }

    private void answered(Proposed.Applied applied) {
        switch (applied.outcome()) {
            case Outcome.Accepted accepted -> ended.complete(Departed.LEFT);
            // Something was found here in the last moment, and has to be stopped first.
            case Outcome.Rejected rejected -> leaving = false;
        }
    }

    /** Everything here was stopped without the cluster, which could not be asked. */
    void stoppedAlone() {
        if (requested) {
            ended.complete(Departed.ALONE);
        }
    }

    /** Whether this machine itself wants to go. */
    boolean isRequested() {
        return requested;
    }

    /** Whether the end of this incarnation is what was asked for. */
    boolean isLeaving() {
        return leaving;
    }

    CompletableFuture<Departed> ended() {
        return ended;
    }

    private void ask(long incarnation) {
        recorder.record(
                "shutdown:" + ports.self() + ":" + incarnation,
                new Command.RecordNodeEvent(ports.self(),
                        new NodeEvent.ShutdownRequested(incarnation, clock.wall())),
                applied -> {});
    }
}
