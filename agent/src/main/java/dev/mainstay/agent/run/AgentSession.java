// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.ActionOrder;
import dev.mainstay.agent.action.JournalEvent.EpochKept;
import dev.mainstay.agent.action.LedgerEntry;
import dev.mainstay.agent.action.MonitorDefinition;
import dev.mainstay.agent.action.MonitorKey;
import dev.mainstay.agent.action.Outcome;
import dev.mainstay.agent.action.Task;
import dev.mainstay.agent.journal.ActionJournal;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.agent.process.Processes;
import dev.mainstay.agent.standard.ResourceAgents;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * The agent's work for its one master (safety rule 11): each call names the master's epoch, lower
 * ones are refused, and a higher one is let in only after all work of the lower has ended. Safe for
 * concurrent use; {@link #attach} and {@link #close} block, nothing else waits for processes.
 */
public final class AgentSession implements AutoCloseable {
    private final ActionJournal journal;
    private final String bootId;
    private final Lease lease;
    private final Ticker ticker;
    private final Threads threads;
    private final ActionRunner actions;
    private final RecurringSchedule schedule;
    private final ReportLog reports;
    /** The epoch that has been let in since this agent began; guarded by this. */
    private long attached;
    private boolean closing;
    /** The newest list of monitors of the epoch that has arrived; guarded by this. */
    private long monitorList;

    /**
     * What the session works with.
     *
     * @param killGrace between TERM and KILL of a process group
     */
    public record Parts(ActionJournal journal, String bootId, BootClock clock,
            ResourceAgents agents, Processes processes, Threads threads, Duration killGrace) {}

    /** An action that has been accepted and has not ended. */
    public record InFlight(ActionKey key, String resource, Task task, Optional<Long> begunNanos) {}

    /** Where things stand for a master that attaches. */
    public record Standing(List<Outcome> outcomes, List<InFlight> running,
            List<LedgerEntry> ledger, List<MonitorKey> monitors, long leaseDeadlineNanos) {}

    /** What a new list of wanted monitors changed. */
    public record MonitorChange(int kept, int begun, int ended) {}

    /** What the agent is busy with. */
    public record Load(long epoch, int actions, int monitors, long lastTickNanos,
            Optional<IOException> failure) {}

    private AgentSession(Parts parts) {
        this.journal = parts.journal();
        this.bootId = parts.bootId();
        this.lease = new Lease(parts.clock());
        this.threads = parts.threads();
        this.ticker = new Ticker(parts.clock(), lease, threads);
        this.reports = new ReportLog(threads.deliveries());
        ResourceLanes lanes = new ResourceLanes(threads.workers());
        Supervisor supervisor =
                new Supervisor(parts.processes(), ticker, parts.clock(), parts.killGrace(),
                        threads.workers());
        this.actions = new ActionRunner(journal, parts.agents(), lanes, supervisor, lease, bootId);
        this.schedule = new RecurringSchedule(journal, parts.agents(), lanes, supervisor, ticker,
                reports);
    }

    /** Ends what an earlier agent left running, and then is ready for work. */
    public static AgentSession open(Parts parts) throws InterruptedException {
        Survivors.reap(parts.journal(), parts.processes(), parts.bootId(), parts.killGrace());
        return new AgentSession(parts);
    }

    /**
     * Lets a master in; returns when no work of an earlier one is left. One that comes again under
     * its epoch takes stock because it has no lease: what the ledger does not list by now and needs
     * one is not begun any more, however late its order arrives.
     */
    public Standing attach(long epoch) throws RefusedException {
        CompletableFuture<?> ended = raise(epoch);
        ended.join();
        return standing(epoch);
    }

    private synchronized CompletableFuture<?> raise(long epoch) throws RefusedException {
        requireOpen();
        long kept = journal.epoch();
        if (epoch < kept) {
            throw new RefusedException(new Refusal.WrongEpoch(epoch, kept));
        }
        if (epoch > kept) {
            journal.record(new EpochKept(epoch));
            attached = 0;
            lease.reset();
            monitorList = 0;
        } else {
            lease.end();
        }
        return epoch == attached ? CompletableFuture.completedFuture(null)
                : endWork(flight -> flight.order().key().epoch() < epoch);
    }

    private CompletableFuture<?> endWork(Predicate<Flight> concerned) {
        List<Flight> flights = actions.flights().stream().filter(concerned).toList();
        flights.forEach(Flight::interrupt);
        CompletableFuture<?> actionsEnded = CompletableFuture.allOf(flights.stream()
                .map(flight -> flight.outcome().handle((outcome, failure) -> flight))
                .toArray(CompletableFuture[]::new));
        return CompletableFuture.allOf(actionsEnded, schedule.clear());
    }

    private synchronized Standing standing(long epoch) throws RefusedException {
        requireOpen();
        if (epoch != journal.epoch()) {
            throw new RefusedException(new Refusal.WrongEpoch(epoch, journal.epoch()));
        }
        if (attached != epoch) {
            attached = epoch;
            reports.end();
        }
        journal.sync();
        return new Standing(journal.outcomes(),
                actions.flights().stream().map(AgentSession::inFlight).toList(), journal.ledger(),
                schedule.keys(), lease.deadlineNanos());
    }

    /** Completes with the action's outcome, of this call or of an earlier one. */
    public synchronized CompletableFuture<Outcome> execute(ActionOrder order)
            throws RefusedException {
        require(order.key().epoch());
        return actions.execute(order);
    }

    /**
     * Takes in news of the lease.
     *
     * @param deadlineNanos CLOCK_BOOTTIME of its end; one that has passed ends it at once
     * @return the deadline known now
     */
    public synchronized long updateLease(long epoch, long deadlineNanos) throws RefusedException {
        require(epoch);
        long known = lease.update(deadlineNanos);
        lease.enforce();
        return known;
    }

    /** Ends an action; completes with its outcome, whatever it is. */
    public synchronized CompletableFuture<Outcome> cancel(ActionKey key) throws RefusedException {
        require(key.epoch());
        actions.flight(key).ifPresent(flight -> flight.action().end(EndSignal.Cause.CANCELLED));
        return actions.find(key)
                .orElseThrow(() -> new RefusedException(new Refusal.UnknownAction(key)));
    }

    /** The action as far as it is under way. */
    public Optional<InFlight> inFlight(ActionKey key) {
        return actions.flight(key).map(AgentSession::inFlight);
    }

    /** The action's outcome once it is on disk. */
    public Optional<Outcome> outcome(ActionKey key) {
        return journal.outcome(key);
    }

    /** Forgets outcomes; returns how many there were. */
    public synchronized int acknowledge(long epoch, Collection<ActionKey> keys)
            throws RefusedException {
        require(epoch);
        return actions.acknowledge(keys);
    }

    /**
     * Makes the recurring monitors exactly these, unless a newer list has overtaken this one.
     *
     * @param number grows from list to list of an epoch
     */
    public synchronized MonitorChange setMonitors(
            long epoch, long number, List<MonitorDefinition> wanted) throws RefusedException {
        require(epoch);
        if (number < monitorList) {
            return new MonitorChange(schedule.keys().size(), 0, 0);
        }
        monitorList = number;
        var change = schedule.set(wanted);
        return new MonitorChange(change.kept(), change.begun(), change.ended());
    }

    /** Makes a resource's monitors run now and tell what they find; returns how many. */
    public synchronized int resetMonitors(long epoch, String resource) throws RefusedException {
        require(epoch);
        return schedule.reset(resource);
    }

    /** @throws RefusedException unless this is the epoch of the present master */
    public synchronized void requireMaster(long epoch) throws RefusedException {
        require(epoch);
    }

    /** Tells the listener of results until the epoch ends or it leaves. */
    public synchronized void listen(long epoch, long afterSequence, ReportLog.Listener listener)
            throws RefusedException {
        require(epoch);
        reports.listen(afterSequence, listener);
    }

    public void leave(ReportLog.Listener listener) {
        reports.leave(listener);
    }

    /** Waits for no process and no disk. */
    public Load load() {
        return new Load(journal.epoch(), actions.flights().size(), schedule.keys().size(),
                ticker.lastTickNanos(), journal.failure());
    }

    /** Ends all actions, whose outcomes are kept as interrupted. Services go on. */
    @Override
    public void close() {
        CompletableFuture<?> ended;
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            ended = endWork(flight -> true);
        }
        ended.join();
        reports.close();
        ticker.close();
        threads.close();
    }

    private void require(long epoch) throws RefusedException {
        requireOpen();
        if (epoch != attached) {
            throw new RefusedException(new Refusal.WrongEpoch(epoch, journal.epoch()));
        }
    }

    private void requireOpen() throws RefusedException {
        if (closing) {
            throw new RefusedException(new Refusal.Closing());
        }
    }

    private static InFlight inFlight(Flight flight) {
        var operation = flight.order().operation();
        return new InFlight(flight.order().key(), operation.resource(), operation.task(),
                flight.begunNanos());
    }
}
