// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.LastContact;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseGrantor;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.port.Subscriptions;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.Command.MoveChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;

/**
 * All that a node does while it leads, on one event loop: liveness and leases, planning, fence
 * assignments, and the timers that the log cannot have of itself. Between leaderships it only
 * watches its own ticks.
 */
public final class LeaderDuties {

    /** How often members compare their states; a digest costs one pass over all of the state. */
    private static final Duration DIGEST_EVERY = Duration.ofMinutes(5);

    /** A new leader compares soon, but not while it still takes over. */
    private static final Duration FIRST_DIGEST_AFTER = Duration.ofSeconds(10);

    private final NodeId self;
    private final EventLoop loop;
    private final NodeClock clock;
    private final Leadership leadership;
    private final StateSource states;
    private final LivenessSettings settings;
    private final LeaderProposals proposals;
    private final LivenessMonitor liveness;
    private final SchedulerLoop scheduler;
    private final OverdueTimers overdue = new OverdueTimers();
    private final RecheckTimer recheck = new RecheckTimer();
    private final LeaderOptions options;
    private final FenceAssigner fencing;
    private final List<AutoCloseable> subscriptions = new ArrayList<>();
    private OptionalLong term = OptionalLong.empty();
    private long nextDigestNanos;
    private boolean open;

    /** @param planning runs plans, one at a time, off the loop */
    public LeaderDuties(
            LeaderPorts ports,
            LastContact contact,
            LivenessSettings settings,
            Planning planning) {
        this.self = ports.self();
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.leadership = ports.leadership();
        this.states = ports.states();
        this.settings = settings;
        this.proposals = new LeaderProposals(self, loop, ports.proposer());
        this.liveness = new LivenessMonitor(ports, contact, settings);
        this.options = new LeaderOptions(states);
        this.scheduler = new SchedulerLoop(ports, proposals, planning, options);
        this.fencing = new FenceAssigner(self, settings, options);
    }

    /** Where this node's renewals, and those of others, are to be handed to. */
    public LeaseGrantor grantor() {
        return liveness;
    }

    public void open() {
        subscriptions.add(leadership.subscribe(new Leadership.Listener() {
            @Override
            public void leading(long newTerm) {
                loop.execute(() -> beginLeading(newTerm));
            }

            @Override
            public void following(Optional<NodeId> leader) {
                loop.execute(LeaderDuties.this::endLeading);
            }
        }));
        subscriptions.add(states.subscribe((state, events) -> loop.execute(this::applied)));
        loop.execute(() -> {
            open = true;
            leadership.leadingTerm().ifPresent(this::beginLeading);
            tick();
        });
    }

    /** Ends all duties; what was proposed may still be committed. */
    public void close() {
        subscriptions.forEach(Subscriptions::end);
        loop.execute(() -> {
            open = false;
            endLeading();
        });
    }

    private void beginLeading(long newTerm) {
        endLeading();
        term = OptionalLong.of(newTerm);
        nextDigestNanos = clock.bootNanos() + FIRST_DIGEST_AFTER.toNanos();
        liveness.beginLeading(newTerm);
        scheduler.beginLeading(newTerm);
        applied();
    }

    private void endLeading() {
        term = OptionalLong.empty();
        proposals.abandon();
        overdue.clear();
        recheck.clear();
        fencing.clear();
        liveness.endLeading();
        scheduler.endLeading();
    }

    private void applied() {
        if (term.isPresent()) {
            liveness.applied();
            scheduler.wake();
            attend(states.current(), term.getAsLong());
        }
    }

    private void tick() {
        if (!open) {
            return;
        }
        liveness.tick();
        if (term.isPresent()) {
            scheduler.wake();
            attend(states.current(), term.getAsLong());
            compareDigests(states.current(), term.getAsLong());
        }
        loop.after(settings.tick(), this::tick);
    }

    /** What falls due by time or by a new state. */
    private void attend(ClusterState state, long leadingTerm) {
        long now = clock.bootNanos();
        overdue.reconcile(state, now);
        overdue.overdue(now).forEach(action -> proposals.propose(
                "overdue " + action, new Command.ActionOverdue(leadingTerm, action), leadingTerm));
        fencing.steps(state, now).forEach(step -> carryOut(step, leadingTerm));
        Instant wall = clock.wall();
        state.moves().values().stream()
                .filter(move -> !move.expires().isAfter(wall))
                .forEach(move -> proposals.propose("move " + move.resource(),
                        new Command.ChangeMove(
                                move.resource(), new MoveChange.Ended("it expired")),
                        leadingTerm));
        recheck(state, leadingTerm, now, wall);
    }

    private void recheck(ClusterState state, long leadingTerm, long now, Instant wall) {
        boolean asked = state.planDemand().recheckAt().filter(at -> !at.isAfter(wall)).isPresent();
        boolean overlong = recheck.isDue(
                state.planDemand().adoption().index(), options.recheckInterval(), now);
        if ((asked || overlong) && !state.planDemand().isWanted()) {
            proposals.propose("recheck", new Command.RequestPlan(leadingTerm,
                    asked ? "a recheck fell due" : "there was no plan for long"), leadingTerm);
        }
    }

    private void carryOut(FenceAssigner.Step step, long leadingTerm) {
        switch (step) {
            case FenceAssigner.Step.Assign(var record, var owner) -> proposals.propose(
                    "fence " + record.target(),
                    new Command.RecordFencing(record.target(), record.incarnation(),
                            new FencingEvent.Assigned(leadingTerm, owner, record.operation())),
                    leadingTerm);
            case FenceAssigner.Step.HandOver(var record, var successor) ->
                    proposals.handOver(leadership, successor);
        }
    }

    /**
     * The entry makes every member take the digest of its state, and says what the leader's was at
     * the entry of that kind before; see safety.md 28.
     */
    private void compareDigests(ClusterState state, long leadingTerm) {
        if (clock.bootNanos() >= nextDigestNanos) {
            nextDigestNanos = clock.bootNanos() + DIGEST_EVERY.toNanos();
            proposals.propose("digest", new Command.RecordDigest(
                    state.checkpoint().index(), state.checkpoint().digest()), leadingTerm);
        }
    }

    /**
     * How plans are made.
     *
     * @param executor runs them one at a time, off the leader's loop
     */
    public record Planning(Planner planner, TransitionStaging staging, Executor executor) {}
}
