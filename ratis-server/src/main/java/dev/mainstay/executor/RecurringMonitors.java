// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Monitor;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import dev.mainstay.state.Command;
import dev.mainstay.state.WantedMonitor;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the recurring monitors of this machine as the state wants them (safety.md 12) and brings
 * their reports into the log, one after the other so that a newer one never overtakes an older.
 */
final class RecurringMonitors {

    private static final Duration RETRY = Duration.ofMillis(500);

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final NodeClock clock;
    private final AgentClient agent;
    private final OrderResolution resolution;
    private final Recorder recorder;
    private final List<ExecutorAgent> agentsHere;
    private final Deque<Command> reports = new ArrayDeque<>();
    private List<WantedMonitor> wanted = List.of();
    private List<Monitor> current = List.of();
    private boolean settled;
    private boolean recording;
    private long incarnation;
    private long generation;
    private long reported;
    private long sendings;

    RecurringMonitors(
            ExecutorPorts ports,
            OrderResolution resolution,
            Recorder recorder,
            List<ExecutorAgent> agentsHere) {
        this.ports = ports;
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.agent = ports.agent();
        this.resolution = resolution;
        this.recorder = recorder;
        this.agentsHere = List.copyOf(agentsHere);
        this.agentsHere.forEach(here -> here.monitors().onReport(this::reported));
        agent.onReport((monitor, instance, last, record) -> loop
                .execute(() -> reported(monitor, instance, last, record)));
    }

    /** A new incarnation: the agent has dropped all monitors, and old reports concern nobody. */
    void reset(long newIncarnation) {
        incarnation = newIncarnation;
        generation++;
        sendings++;
        wanted = List.of();
        current = List.of();
        settled = true;
        recording = false;
        reports.clear();
        agentsHere.forEach(here -> here.monitors().set(List.of()));
    }

    void reconcile(NodeView view) {
        if (!view.monitors().equals(wanted)) {
            wanted = view.monitors();
            current = wanted.stream()
                    .flatMap(monitor -> resolve(monitor, view))
                    .toList();
            settled = false;
        }
        if (!settled) {
            send();
        }
    }

    /** Ends all recurring monitors: what they watch is about to be stopped. */
    void stopAll() {
        wanted = List.of();
        current = List.of();
        if (incarnation > 0) {
            send();
        }
    }

    /** Tells the agent again which monitors there are: it was started anew and knows of none. */
    void sendAnew() {
        if (incarnation > 0) {
            send();
        }
    }

    /** Has every monitor report its next result, as needed after failures were cleared. */
    void reportAnew() {
        current.stream().map(Monitor::instance).distinct().forEach(instance -> {
            agent.resetMonitors(incarnation, instance);
            agentsHere.forEach(here -> here.monitors().reset(instance));
        });
    }

    private void send() {
        settled = true;
        agentsHere.forEach(here -> here.monitors().set(current.stream()
                .filter(monitor -> here.runs(monitor.agent()))
                .toList()));
        sendings++;
        long sending = sendings;
        loop.when(agent.setMonitors(incarnation,
                current.stream().filter(this::isOfAgent).toList()), taken -> {
                    if (!taken && sending == sendings) {
                        loop.after(RETRY, () -> sendAgain(sending));
                    }
                });
    }

    private void sendAgain(long sending) {
        if (sending == sendings) {
            send();
        }
    }

    private void reported(
            ActionId monitor,
            InstanceId instance,
            Optional<ActionId> lastOperation,
            OperationRecord record) {
        if (current.stream().anyMatch(known -> known.id().equals(monitor))) {
            reports.add(new Command.RecordMonitorReport(
                    ports.self(), incarnation, instance, lastOperation, record));
            recordNext();
        }
    }

    private void recordNext() {
        Command report = reports.peek();
        if (recording || report == null) {
            return;
        }
        recording = true;
        reported++;
        long ofGeneration = generation;
        recorder.record(
                "monitor:" + ports.self() + ":" + incarnation + ":" + reported, report, applied -> {
                    if (ofGeneration == generation) {
                        recording = false;
                        reports.poll();
                        recordNext();
                    }
                });
    }

    private Stream<Monitor> resolve(WantedMonitor monitor, NodeView view) {
        ResourceAction action = monitor.action();
        return resolution.resolve(view.configuration(monitor.configurationRevision()), action,
                ports.self(), clock.wall()).stream()
                .map(resolved -> new Monitor(
                        monitor.orderedBy(),
                        action.instance(),
                        resolved.agent(),
                        resolved.role(),
                        action.key(),
                        action.intervalMillis(),
                        resolved.startDelayMillis(),
                        action.timeoutMillis(),
                        action.targetExitCode(),
                        resolved.parameters(),
                        resolved.meta(action),
                        resolved.environment(),
                        resolved.digests(),
                        monitor.configurationRevision()));
    }

    private boolean isOfAgent(Monitor monitor) {
        return agentsHere.stream().noneMatch(here -> here.runs(monitor.agent()));
    }
}
