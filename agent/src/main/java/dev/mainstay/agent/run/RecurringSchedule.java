// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Intent;
import dev.mainstay.agent.action.JournalEvent.Intended;
import dev.mainstay.agent.action.JournalEvent.MonitorEnded;
import dev.mainstay.agent.action.MonitorDefinition;
import dev.mainstay.agent.action.MonitorKey;
import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.agent.action.Task;
import dev.mainstay.agent.journal.ActionJournal;
import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.ResourceAgents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs recurring monitors, reconciled with a list of those that are wanted (safety rule 12). A run
 * takes its turn among the actions of its resource; the interval counts from the end of a run.
 */
final class RecurringSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(RecurringSchedule.class);

    private final ActionJournal journal;
    private final ResourceAgents agents;
    private final ResourceLanes lanes;
    private final Supervisor supervisor;
    private final Ticker ticker;
    private final ReportLog reports;
    /** Guarded by this. */
    private final Map<MonitorKey, Recurring> monitors = new LinkedHashMap<>();
    /** Ends of what was retired and may still run; guarded by this. */
    private final List<CompletableFuture<Void>> leaving = new ArrayList<>();

    RecurringSchedule(ActionJournal journal, ResourceAgents agents, ResourceLanes lanes,
            Supervisor supervisor, Ticker ticker, ReportLog reports) {
        this.journal = journal;
        this.agents = agents;
        this.lanes = lanes;
        this.supervisor = supervisor;
        this.ticker = ticker;
        this.reports = reports;
    }

    /** What a new list of wanted monitors changed. */
    public record Change(int kept, int begun, int ended) {}

    /** Makes the monitors exactly these. */
    synchronized Change set(List<MonitorDefinition> wanted) {
        Map<MonitorKey, MonitorDefinition> definitions = new LinkedHashMap<>();
        wanted.forEach(definition -> definitions.put(definition.key(), definition));
        List<MonitorKey> ended = monitors.values()
                .stream()
                .map(Recurring::definition)
                .filter(present -> Optional.ofNullable(definitions.get(present.key()))
                        .filter(present::runsLike)
                        .isEmpty())
                .map(MonitorDefinition::key)
                .toList();
        ended.forEach(this::retire);
        reports.forget(ended);
        int begun = 0;
        for (MonitorDefinition definition : definitions.values()) {
            Optional<Recurring> present = Optional.ofNullable(monitors.get(definition.key()));
            if (present.isPresent()) {
                present.get().refresh(definition);
            } else {
                begun++;
                begin(new Recurring(definition));
            }
        }
        return new Change(definitions.size() - begun, begun, ended.size());
    }

    private void begin(Recurring monitor) {
        monitors.put(monitor.definition().key(), monitor);
        schedule(monitor, monitor.definition().startDelay());
    }

    private void retire(MonitorKey key) {
        leaving.removeIf(CompletableFuture::isDone);
        Optional.ofNullable(monitors.remove(key)).map(Recurring::retire).ifPresent(leaving::add);
    }

    /** Ends all; completes when nothing of them is left. */
    synchronized CompletableFuture<Void> clear() {
        List.copyOf(monitors.keySet()).forEach(this::retire);
        return CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new));
    }

    /** Makes the resource's monitors run now and tell what they find. Returns how many. */
    synchronized int reset(String resource) {
        List<Recurring> concerned = monitors.values()
                .stream()
                .filter(monitor -> monitor.definition().key().resource().equals(resource))
                .toList();
        for (Recurring monitor : concerned) {
            monitor.reset();
            schedule(monitor, Duration.ZERO);
        }
        return concerned.size();
    }

    /** What is wanted now, in the order in which it came. */
    synchronized List<MonitorKey> keys() {
        return List.copyOf(monitors.keySet());
    }

    private void schedule(Recurring monitor, Duration delay) {
        if (delay.isZero()) {
            queue(monitor);
        } else {
            monitor.due(ticker.after(delay, () -> queue(monitor)));
        }
    }

    private void queue(Recurring monitor) {
        if (monitor.queue()) {
            lanes.submit(monitor.definition().key().resource(), () -> turn(monitor));
        }
    }

    private void turn(Recurring monitor) {
        try {
            if (!monitor.retired()) {
                Optional<ActionKey> seen = journal.seen(monitor.definition().key().resource());
                RunReport report = run(monitor);
                if (!monitor.retired()) {
                    judge(monitor, report, seen);
                }
            }
        } catch (RuntimeException | InterruptedException failure) {
            LOG.error("monitor {} cannot be run", monitor.definition().key(), failure);
        }
        Duration pause =
                monitor.again() ? Duration.ZERO : monitor.definition().key().interval();
        monitor.ranOut();
        if (!monitor.retired()) {
            schedule(monitor, pause);
        }
    }

    private void judge(Recurring monitor, RunReport report, Optional<ActionKey> seen) {
        if (report.ending() instanceof Ending.NotBegun) {
            LOG.warn("monitor {} was not begun: {}", monitor.definition().key(),
                    report.exitReason());
            return;
        }
        monitor.judge(report, seen).ifPresent(cause -> {
            ErrorOutput.log(monitor.definition().key().resource(), Task.MONITOR, report);
            reports.publish(monitor.definition(), seen, report, cause);
        });
    }

    private RunReport run(Recurring monitor) throws InterruptedException {
        MonitorDefinition definition = monitor.definition();
        return switch (agents.prepare(definition.operation())) {
            case Invocation.Unavailable(var exitCode, var reason) ->
                    RunReport.withoutFork(new Ending.Completed(exitCode), reason);
            case Invocation.Work work -> {
                List<Integer> begun = new ArrayList<>();
                RunReport report = supervisor.run(work, definition.orderedBy().toString(),
                        definition.operation().timeout(), monitor.running(), (group, nanos) -> {
                            // Not synced: a machine that loses power ends its processes too.
                            group.ifPresent(forked -> {
                                begun.add(forked.id());
                                journal.note(intent(definition, forked, nanos));
                            });
                            return monitor.retired() ? Optional.of("retired") : Optional.empty();
                        });
                begun.forEach(id -> journal.note(new MonitorEnded(id)));
                yield report;
            }
        };
    }

    private static Intended intent(MonitorDefinition definition, ProcessGroup group, long nanos) {
        return new Intended(new Intent(definition.orderedBy(), definition.key().resource(),
                Task.MONITOR, Intent.Run.RECURRING, Optional.of(group), nanos,
                definition.configRevision()));
    }
}
