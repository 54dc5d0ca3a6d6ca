// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.EventLoop;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Prepares the end of a daemon that is to be started again while its services run on: announces it,
 * so that the silence is not taken for a loss, begins nothing more, and lets what runs come to its
 * end, because an action that is interrupted has to be probed for.
 */
final class StandDown {

    /** A long start is interrupted then; the next incarnation finds out what became of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final Recorder recorder;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private boolean requested;
    private boolean announced;

    StandDown(ExecutorPorts ports, Recorder recorder) {
        this.ports = ports;
        this.loop = ports.loop();
        this.recorder = recorder;
    }

    /** @param incarnation 0 while there is none: then there is nothing to announce */
    CompletableFuture<Void> request(long incarnation) {
        if (!requested) {
            requested = true;
            loop.after(PATIENCE, () -> ready.complete(null));
            if (incarnation == 0) {
                ready.complete(null);
            } else {
                announce(incarnation);
            }
        }
        return ready;
    }

    private void announce(long incarnation) {
        recorder.record("restart:" + ports.self() + ":" + incarnation,
                new Command.RecordNodeEvent(
                        ports.self(), new NodeEvent.RestartAnnounced(incarnation)),
                applied -> announced = true);
    }

    /** Whether nothing new is to be begun. */
    boolean isRequested() {
        return requested;
    }

    /** @param running actions of this machine that have not ended */
    void look(long running) {
        if (announced && running == 0) {
            ready.complete(null);
        }
    }
}
