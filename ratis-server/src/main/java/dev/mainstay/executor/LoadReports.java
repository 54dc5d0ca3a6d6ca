// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.EventLoop;
import dev.mainstay.port.HostLoad;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.ThrottleMode;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log in which range this machine's load is: as soon as it is in the cluster, and then
 * whenever that changes. What is in the log bounds what becomes in flight here; an action that is
 * in flight is never held back, for its time-out runs.
 */
final class LoadReports {

    private static final Logger LOG = LoggerFactory.getLogger(LoadReports.class);

    /** The kernel itself measures every five seconds. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** A load average of a minute says nothing new more often. */
    private static final long APART_NANOS = Duration.ofSeconds(10).toNanos();

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final NodeClock clock;
    private final StateSource states;
    private final HostLoad load;
    private final Recorder recorder;
    private long run;
    private long incarnation;
    /** Whether the log has a first report of this incarnation, or one is on its way. */
    private boolean told;
    private boolean open;
    private long sent;
    private long sentNanos;

    LoadReports(ExecutorPorts ports, Recorder recorder) {
        this.ports = ports;
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.states = ports.states();
        this.load = ports.load();
        this.recorder = recorder;
    }

    void begin(long ofIncarnation) {
        run++;
        incarnation = ofIncarnation;
        told = false;
        open = false;
        sent = 0;
        measureAgain(run);
    }

    void end() {
        run++;
        incarnation = 0;
    }

    /** The state changed: the first report goes out once the incarnation counts. */
    void look(ClusterState state) {
        if (!told) {
            report(state);
        }
    }

    private void measureAgain(long ofRun) {
        if (ofRun == run) {
            report(states.current());
            loop.after(EVERY, () -> measureAgain(ofRun));
        }
    }

    private void report(ClusterState state) {
        Optional<NodeRecord> record = state.node(ports.self())
                .filter(known -> known.isActive() && known.incarnation() == incarnation);
        boolean soon = sent > 0 && clock.bootNanos() - sentNanos < APART_NANOS;
        if (record.isEmpty() || open || soon) {
            return;
        }
        told = true;
        Optional<NodeThrottle> recorded = record.get().throttle();
        NodeThrottle throttle = measure(state, recorded);
        if (!recorded.equals(Optional.of(throttle))) {
            send(recorded, throttle);
        }
    }

    private NodeThrottle measure(ClusterState state, Optional<NodeThrottle> recorded) {
        int processors = load.processors();
        ThrottleMode before = recorded.map(NodeThrottle::mode).orElse(ThrottleMode.NONE);
        return new NodeThrottle(LoadThreshold.of(state.revisions().index())
                .mode(before, load.averageHundredths(), processors), processors);
    }

    private void send(Optional<NodeThrottle> recorded, NodeThrottle throttle) {
        if (recorded.isPresent() || throttle.mode() != ThrottleMode.NONE) {
            LOG.info("{}: throttling for its load: {}, {} processors",
                    ports.self(), throttle.mode(), throttle.processors());
        }
        open = true;
        sent++;
        sentNanos = clock.bootNanos();
        long ofRun = run;
        recorder.record("throttle:" + ports.self() + ":" + incarnation + ":" + sent,
                new Command.RecordNodeEvent(ports.self(),
                        new NodeEvent.ThrottleChanged(incarnation, throttle)),
                applied -> {
                    if (ofRun == run) {
                        open = false;
                    }
                });
    }
}
