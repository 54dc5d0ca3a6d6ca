// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Intent;
import dev.mainstay.agent.action.JournalEvent;
import dev.mainstay.agent.action.Outcome;
import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.agent.journal.ActionJournal;
import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.process.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with what an agent that was killed left running (safety rule 8): its actions could still
 * complete a start after the stop that follows it. Services in sessions of their own live on.
 */
final class Survivors {
    private static final Logger LOG = LoggerFactory.getLogger(Survivors.class);

    private Survivors() {}

    /**
     * Ends and awaits every recorded process group that still lives, and writes down that the
     * outcome of their actions is unknown.
     */
    static void reap(ActionJournal journal, Processes processes, String bootId,
            Duration killGrace)
            throws InterruptedException {
        List<JournalEvent> events = new ArrayList<>();
        Map<ActionKey, Outcome> interrupted = new TreeMap<>();
        for (Intent intent : journal.intents()) {
            Optional<ProcessGroup> survivor = intent.group()
                    .filter(group -> processes.survives(group, intent.key().toString()));
            if (survivor.isPresent()) {
                LOG.warn("ending {} of {}, action {}, left by an earlier agent", intent.task(),
                        intent.resource(), intent.key());
                processes.end(survivor.get(), killGrace);
            }
            switch (intent.run()) {
                case ACTION -> interrupted.merge(intent.key(), outcome(intent, bootId),
                        // The stop after a lapse has the same key as its action, which was first.
                        (one, other) -> one.report().begunNanos() <= other.report().begunNanos()
                                ? one
                                : other);
                case RECURRING -> intent.group()
                        .ifPresent(group -> events
                                .add(new JournalEvent.MonitorEnded(group.id())));
            }
        }
        interrupted.values().forEach(outcome -> events.add(new JournalEvent.Ended(outcome)));
        journal.record(events.toArray(JournalEvent[]::new));
    }

    private static Outcome outcome(Intent intent, String bootId) {
        RunReport report = new RunReport(new Ending.Interrupted(),
                "the node agent ended while it ran", "", intent.begunNanos(), Duration.ZERO);
        return new Outcome(intent.key(), intent.resource(), intent.task(), report, bootId,
                intent.configRevision());
    }
}
