// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.ActionOrder;
import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Ending.FollowUpStop;
import dev.mainstay.agent.action.Ending.LeaseLapsed;
import dev.mainstay.agent.action.Intent;
import dev.mainstay.agent.action.JournalEvent;
import dev.mainstay.agent.action.JournalEvent.Acknowledged;
import dev.mainstay.agent.action.JournalEvent.Ended;
import dev.mainstay.agent.action.JournalEvent.Intended;
import dev.mainstay.agent.action.LedgerEntry;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.action.Outcome;
import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.agent.action.Task;
import dev.mainstay.agent.journal.ActionJournal;
import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.ResourceAgents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ordered actions. Promises: at most one fork per action key, whatever is repeated and
 * whenever this process dies; one action per resource at a time; the process group is on disk
 * before the program runs and the outcome before it is told; what needs a lease neither begins
 * without one nor outlives it.
 */
final class ActionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

    private final ActionJournal journal;
    private final ResourceAgents agents;
    private final ResourceLanes lanes;
    private final Supervisor supervisor;
    private final Lease lease;
    private final String bootId;
    /** Accepted and not yet ended; guarded by this. */
    private final NavigableMap<ActionKey, Flight> flights = new TreeMap<>();

    ActionRunner(ActionJournal journal, ResourceAgents agents, ResourceLanes lanes,
            Supervisor supervisor, Lease lease, String bootId) {
        this.journal = journal;
        this.agents = agents;
        this.lanes = lanes;
        this.supervisor = supervisor;
        this.lease = lease;
        this.bootId = bootId;
    }

    /** Runs the action, or joins the run that there is or was. The caller has checked the epoch. */
    synchronized CompletableFuture<Outcome> execute(ActionOrder order) throws RefusedException {
        Optional<CompletableFuture<Outcome>> known = find(order.key());
        if (known.isPresent()) {
            requireSame(order);
            return known.get();
        }
        if (journal.spent(order.key())) {
            throw new RefusedException(new Refusal.Spent(order.key()));
        }
        boolean inTime = lease.extend(order.leaseDeadlineNanos());
        Flight flight = new Flight(order, order.leaseDeadlineNanos() == 0 || inTime);
        flights.put(order.key(), flight);
        lanes.submit(order.operation().resource(), () -> fly(flight));
        return flight.outcome().copy();
    }

    /** One action's outcome must never pass for another's, whoever has mixed up their ids. */
    private void requireSame(ActionOrder order) throws RefusedException {
        Operation asked = order.operation();
        Optional<Refusal> other = flight(order.key()).map(flight -> flight.order().operation())
                .map(known -> new Refusal.OtherAction(order.key(), known.resource(), known.task()))
                .or(() -> journal.outcome(order.key()).map(known -> new Refusal.OtherAction(
                        order.key(), known.resource(), known.task())))
                .filter(known -> !known.resource().equals(asked.resource())
                        || known.task() != asked.task())
                .map(Refusal.class::cast);
        if (other.isPresent()) {
            throw new RefusedException(other.get());
        }
    }

    /** The outcome of an action that has ended or will. */
    synchronized Optional<CompletableFuture<Outcome>> find(ActionKey key) {
        return flight(key).map(flight -> flight.outcome().copy())
                .or(() -> journal.outcome(key).map(CompletableFuture::completedFuture));
    }

    synchronized Optional<Flight> flight(ActionKey key) {
        return Optional.ofNullable(flights.get(key));
    }

    /** What has been accepted and has not ended, in the order of keys. */
    synchronized List<Flight> flights() {
        return List.copyOf(flights.values());
    }

    /** Forgets outcomes. Returns how many there were. */
    int acknowledge(Collection<ActionKey> keys) {
        List<JournalEvent> events = new ArrayList<>();
        for (ActionKey key : keys) {
            journal.outcome(key).ifPresent(outcome -> events.add(new Acknowledged(key)));
        }
        journal.note(events.toArray(JournalEvent[]::new));
        return events.size();
    }

    private void fly(Flight flight) {
        try {
            ActionOrder order = flight.order();
            RunReport report = perform(flight);
            ErrorOutput.log(order.operation().resource(), order.operation().task(), report);
            Outcome outcome = new Outcome(order.key(), order.operation().resource(),
                    order.operation().task(), report, bootId, order.configRevision());
            List<JournalEvent> events = new ArrayList<>(List.of(new Ended(outcome)));
            (report.ending() instanceof Ending.NotBegun ? flight.undo()
                    : LedgerRules.atEnd(order, report, journal.ledgerEntry(outcome.resource())))
                    .ifPresent(events::add);
            journal.record(events.toArray(JournalEvent[]::new));
            land(flight);
            flight.outcome().complete(outcome);
        } catch (RuntimeException | InterruptedException failure) {
            LOG.error("action {} has no outcome", flight.order().key(), failure);
            land(flight);
            flight.outcome().completeExceptionally(failure);
        }
    }

    private synchronized void land(Flight flight) {
        flights.remove(flight.order().key());
    }

    private RunReport perform(Flight flight) throws InterruptedException {
        ActionOrder order = flight.order();
        if (order.needsLease() && !flight.inTime()) {
            return RunReport.withoutFork(new Ending.NotBegun(),
                    "no lease: the one that it was ordered under had ended when it arrived");
        }
        if (flight.action().given()) {
            return RunReport.withoutFork(new Ending.NotBegun(), "ended while it waited");
        }
        RunReport report = switch (agents.prepare(order.operation())) {
            case Invocation.Unavailable(var exitCode, var reason) ->
                    RunReport.withoutFork(new Ending.Completed(exitCode), reason);
            case Invocation.Work work -> runAction(flight, work);
        };
        if (report.ending() instanceof LeaseLapsed) {
            return report.withEnding(new LeaseLapsed(stopAfterLapse(flight)), report.exitReason());
        }
        return report;
    }

    private RunReport runAction(Flight flight, Invocation.Work work)
            throws InterruptedException {
        ActionOrder order = flight.order();
        try {
            return supervisor.run(work, order.key().toString(),
                    order.operation().timeout(), flight.action(),
                    (group, begun) -> admit(flight, group, begun));
        } finally {
            lease.release(flight.action());
        }
    }

    /** Right before the program runs: nothing may come between the last check and the release. */
    private Optional<String> admit(Flight flight, Optional<ProcessGroup> group, long begun) {
        ActionOrder order = flight.order();
        List<JournalEvent> events =
                new ArrayList<>(List.of(intent(order, order.operation().task(), group, begun)));
        Optional<LedgerEntry> known = journal.ledgerEntry(order.operation().resource());
        LedgerRules.atBegin(order, known).ifPresent(events::add);
        flight.begun(begun, LedgerRules.undo(order, known));
        journal.record(events.toArray(JournalEvent[]::new));
        if (order.needsLease()) {
            lease.guard(flight.action());
            if (!lease.holds()) {
                return Optional.of("no lease: the last one known ended at "
                        + lease.deadlineNanos() + " ns of CLOCK_BOOTTIME");
            }
        }
        return flight.action().given() ? Optional.of("ended before it began") : Optional.empty();
    }

    private Optional<FollowUpStop> stopAfterLapse(Flight flight) throws InterruptedException {
        ActionOrder order = flight.order();
        Operation stop = order.operation().withTask(Task.STOP, order.stopTimeout());
        if (!(agents.prepare(stop) instanceof Invocation.Work work)) {
            return Optional.empty();
        }
        RunReport report = supervisor.run(work, order.key().toString(), stop.timeout(),
                flight.followUpStop(), (group, begun) -> {
                    journal.record(intent(order, Task.STOP, group, begun));
                    return flight.followUpStop().given() ? Optional.of("interrupted")
                            : Optional.empty();
                });
        return Optional.of(
                new FollowUpStop(report.ending(), report.exitReason(), report.duration()));
    }

    private static JournalEvent intent(ActionOrder order, Task task,
            Optional<ProcessGroup> group, long begun) {
        return new Intended(new Intent(order.key(), order.operation().resource(), task,
                Intent.Run.ACTION, group, begun, order.configRevision()));
    }
}
