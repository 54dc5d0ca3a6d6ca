// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.journal;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Intent;
import dev.mainstay.agent.action.JournalEvent;
import dev.mainstay.agent.action.JournalEvent.Acknowledged;
import dev.mainstay.agent.action.JournalEvent.BootEntered;
import dev.mainstay.agent.action.JournalEvent.Ended;
import dev.mainstay.agent.action.JournalEvent.EpochKept;
import dev.mainstay.agent.action.JournalEvent.Intended;
import dev.mainstay.agent.action.JournalEvent.Listed;
import dev.mainstay.agent.action.JournalEvent.MonitorEnded;
import dev.mainstay.agent.action.JournalEvent.Seen;
import dev.mainstay.agent.action.JournalEvent.TooOld;
import dev.mainstay.agent.action.JournalEvent.Unlisted;
import dev.mainstay.agent.action.LedgerEntry;
import dev.mainstay.agent.action.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the events of a journal add up to. Guarded by its {@link ActionJournal}. */
final class JournalState {
    /**
     * Acknowledged actions that are remembered one by one, so that a late repetition of one is not
     * forked again. Far more than a transition has on one machine.
     */
    static final int ACKNOWLEDGED_MAX = 65_536;

    private String bootId = "";
    private long epoch;
    private long tooOldTransition;
    private final Set<Intent> actionIntents = new LinkedHashSet<>();
    private final Map<Integer, Intent> monitorIntents = new TreeMap<>();
    private final NavigableMap<ActionKey, Outcome> outcomes = new TreeMap<>();
    private final NavigableSet<ActionKey> acknowledged = new TreeSet<>();
    private final Map<String, LedgerEntry> ledger = new TreeMap<>();
    private final Map<String, ActionKey> seen = new TreeMap<>();

    void apply(JournalEvent event) {
        switch (event) {
            case BootEntered(var boot) -> enterBoot(boot);
            case EpochKept(var kept) -> keepEpoch(kept);
            case Intended(var intent) -> intend(intent);
            case Ended(var outcome) -> end(outcome);
            case MonitorEnded(var group) -> monitorIntents.remove(group);
            case Listed(var entry) -> ledger.put(entry.resource(), entry);
            case Unlisted(var resource) -> ledger.remove(resource);
            case Acknowledged(var key) -> acknowledge(key);
            case Seen(var resource, var key) -> seen.put(resource, key);
            case TooOld(var key) -> {
                if (key.epoch() == epoch) {
                    tooOldTransition = Math.max(tooOldTransition, key.transition());
                }
            }
        }
    }

    private void enterBoot(String boot) {
        if (!boot.equals(bootId)) {
            bootId = boot;
            actionIntents.clear();
            monitorIntents.clear();
            outcomes.clear();
            ledger.clear();
            seen.clear();
        }
    }

    private void keepEpoch(long kept) {
        if (kept != epoch) {
            epoch = kept;
            acknowledged.clear();
            tooOldTransition = 0;
        }
    }

    private void intend(Intent intent) {
        switch (intent.run()) {
            case ACTION -> actionIntents.add(intent);
            case RECURRING -> intent.group()
                    .ifPresent(group -> monitorIntents.put(group.id(), intent));
        }
    }

    private void end(Outcome outcome) {
        actionIntents.removeIf(intent -> intent.key().equals(outcome.key()));
        outcomes.put(outcome.key(), outcome);
        if (outcome.task().changesActivity() && !(outcome.ending() instanceof Ending.NotBegun)) {
            seen.put(outcome.resource(), outcome.key());
        }
    }

    private void acknowledge(ActionKey key) {
        outcomes.remove(key);
        if (key.epoch() == epoch) {
            acknowledged.add(key);
            while (acknowledged.size() > ACKNOWLEDGED_MAX) {
                ActionKey oldest = oldest();
                acknowledged.remove(oldest);
                tooOldTransition = Math.max(tooOldTransition, oldest.transition());
            }
        }
    }

    /** Of the log's actions while there is one: the few of a machine alone outlive them. */
    private ActionKey oldest() {
        return Optional.ofNullable(acknowledged.ceiling(new ActionKey(epoch, 1, 0)))
                .orElseGet(acknowledged::first);
    }

    /** Events that lead from an empty state to this one. */
    List<JournalEvent> events() {
        List<JournalEvent> events = new ArrayList<>();
        events.add(new BootEntered(bootId));
        events.add(new EpochKept(epoch));
        intents().forEach(intent -> events.add(new Intended(intent)));
        outcomes.values().forEach(outcome -> events.add(new Ended(outcome)));
        acknowledged.forEach(key -> events.add(new Acknowledged(key)));
        events.add(new TooOld(new ActionKey(epoch, tooOldTransition, 0)));
        ledger.values().forEach(entry -> events.add(new Listed(entry)));
        // After the outcomes, which set it too.
        seen.forEach((resource, key) -> events.add(new Seen(resource, key)));
        return events;
    }

    long epoch() {
        return epoch;
    }

    List<Intent> intents() {
        return Stream.concat(actionIntents.stream(), monitorIntents.values().stream())
                .toList();
    }

    Optional<Outcome> outcome(ActionKey key) {
        return Optional.ofNullable(outcomes.get(key));
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes.values());
    }

    /**
     * Whether the action had its one chance and its outcome has been forgotten. What a machine does
     * alone is of no transition, 0 here, which is older than none.
     */
    boolean spent(ActionKey key) {
        boolean local = key.transition() == 0;
        return acknowledged.contains(key) || (!local && key.transition() <= tooOldTransition);
    }

    List<LedgerEntry> ledger() {
        return List.copyOf(ledger.values());
    }

    Optional<LedgerEntry> ledgerEntry(String resource) {
        return Optional.ofNullable(ledger.get(resource));
    }

    Optional<ActionKey> seen(String resource) {
        return Optional.ofNullable(seen.get(resource));
    }
}
