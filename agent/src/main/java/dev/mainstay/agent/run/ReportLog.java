// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.MonitorDefinition;
import dev.mainstay.agent.action.MonitorKey;
import dev.mainstay.agent.action.MonitorResult;
import dev.mainstay.agent.action.Outcome.RunReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * The results of recurring monitors that are worth telling, and who listens. Listeners are called
 * one after the other on a thread of the log's own, without any lock held: what they do there
 * holds up other listeners at most.
 */
public final class ReportLog implements AutoCloseable {
    /** Reports kept for a listener that was away; more than a bad day has between two commits. */
    static final int RETAINED_MAX = 1024;

    private final Deque<MonitorResult> retained = new ArrayDeque<>();
    private final Map<MonitorKey, MonitorResult> last = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final Executor deliveries;
    private long sequence;

    /** @param deliveries runs one task after the other */
    ReportLog(Executor deliveries) {
        this.deliveries = deliveries;
    }

    /** Told of results, in order. */
    public interface Listener {
        void report(MonitorResult result);

        /** No more results come: another epoch has attached, or the agent closes. */
        void ended();
    }

    synchronized void publish(MonitorDefinition monitor, Optional<ActionKey> seen, RunReport report,
            MonitorResult.Cause cause) {
        sequence++;
        MonitorResult result = new MonitorResult(sequence, monitor, seen, report, cause);
        retained.addLast(result);
        if (retained.size() > RETAINED_MAX) {
            retained.removeFirst();
        }
        last.put(monitor.key(), result);
        listeners.forEach(listener -> deliver(listener, result));
    }

    /** Tells the last result of each running monitor, all retained later ones, and all to come. */
    synchronized void listen(long afterSequence, Listener listener) {
        Map<Long, MonitorResult> missed = new TreeMap<>();
        last.values().forEach(result -> missed.put(result.sequence(), result));
        retained.stream()
                .filter(result -> result.sequence() > afterSequence)
                .forEach(result -> missed.put(result.sequence(), result));
        missed.values().forEach(result -> deliver(listener, result));
        listeners.add(listener);
    }

    private void deliver(Listener listener, MonitorResult result) {
        deliveries.execute(() -> listener.report(result));
    }

    synchronized void leave(Listener listener) {
        listeners.remove(listener);
    }

    /** The monitors do not run any more; what they reported stays retained. */
    synchronized void forget(Collection<MonitorKey> keys) {
        keys.forEach(last::remove);
    }

    /** Forgets everything and ends all listeners. */
    synchronized void end() {
        retained.clear();
        last.clear();
        listeners.forEach(listener -> deliveries.execute(listener::ended));
        listeners.clear();
    }

    /** Ends all listeners, now and for good. */
    @Override
    public synchronized void close() {
        end();
    }
}
