// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.leader.LeaderDuties.Planning;
import dev.mainstay.leader.Planner.Planned;
import dev.mainstay.leader.TransitionStaging.Staged;
import dev.mainstay.pace.Pace;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a transition planned and adopted whenever the state wants one (safety.md 1 to 6).
 *
 * <p>One plan is under way at a time; changes that come meanwhile are covered by the next one.
 * Planning happens off the loop on an immutable state; whether its result still fits is decided by
 * apply. A plan that apply rejects is made again from the newer state. What is merely fresh, such
 * as values of attributes, gets no more than so many plans a second; what safety asks for waits
 * for none of them. A new leader does nothing of this while no plan is wanted: the running
 * transition goes on by itself.
 */
final class SchedulerLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerLoop.class);

    /** Lets entries that belong together, such as the results of one round, share a plan. */
    static final Duration DEBOUNCE = Duration.ofMillis(5);

    /**
     * Plans for freshness alone that follow each other without a pause: more than agents' scores
     * ask for while a service is promoted.
     */
    static final int FRESH_PLANS_AT_ONCE = 10;

    /**
     * From then on one in this time, however fast attributes change. Nothing new begins while a
     * plan is wanted, so this is also what such a burst adds to each step of a transition.
     */
    static final Duration FRESH_PLAN_INTERVAL = Duration.ofMillis(100);

    /** So many plans in a row may be outrun by changes before freshness has to wait. */
    static final int OUTRUN_LIMIT = 3;

    /** After a failure of the scheduler itself, which the same state would only repeat. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final EventLoop loop;
    private final NodeClock clock;
    private final StateSource states;
    private final LeaderProposals proposals;
    private final Planner planner;
    private final TransitionStaging staging;
    private final Executor planning;
    private final LeaderOptions options;
    private OptionalLong term = OptionalLong.empty();
    private final Pace freshPlans;
    private boolean busy;
    /** Until a plan for freshness alone may be made; safety does not wait for it. */
    private EventLoop.@Nullable Timer pause;
    private long leadership;
    private int outrun;

    SchedulerLoop(LeaderPorts ports, LeaderProposals proposals, Planning how,
            LeaderOptions options) {
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.states = ports.states();
        this.proposals = proposals;
        this.planner = how.planner();
        this.staging = how.staging();
        this.planning = how.executor();
        this.options = options;
        this.freshPlans = new Pace(clock, FRESH_PLANS_AT_ONCE, FRESH_PLAN_INTERVAL);
    }

    void beginLeading(long newTerm) {
        term = OptionalLong.of(newTerm);
        leadership++;
        outrun = 0;
        busy = false;
        pause = null;
        wake();
    }

    void endLeading() {
        term = OptionalLong.empty();
        leadership++;
        busy = false;
        pause = null;
    }

    /** The state has advanced, or time has. */
    void wake() {
        Grade grade = states.current().planDemand().grade();
        if (term.isEmpty() || grade == Grade.NONE) {
            return;
        }
        if (grade == Grade.SAFETY && pause != null) {
            pause.cancel();
            pause = null;
            whileLeading(debounce(), this::plan);
        } else if (!busy) {
            busy = true;
            Duration untilFresh = grade == Grade.FRESHNESS ? freshPlans.untilNext() : Duration.ZERO;
            if (untilFresh.compareTo(debounce()) > 0) {
                pause = whileLeading(untilFresh, () -> {
                    pause = null;
                    plan();
                });
            } else {
                whileLeading(debounce(), this::plan);
            }
        }
    }

    private Duration debounce() {
        Duration delay = options.transitionDelay();
        return delay.compareTo(DEBOUNCE) > 0 ? delay : DEBOUNCE;
    }

    private void plan() {
        ClusterState state = states.current();
        Grade grade = state.planDemand().grade();
        if (grade == Grade.NONE) {
            rest();
            return;
        }
        if (grade == Grade.FRESHNESS) {
            freshPlans.take();
        }
        Instant now = later(state.logTime(), clock.wall());
        long ofLeadership = leadership;
        planning.execute(() -> {
            Optional<Planned> planned = planOrReport(state, now);
            loop.execute(() -> {
                if (ofLeadership == leadership) {
                    planned.ifPresentOrElse(
                            plan -> adopt(new Draft(state, now, plan)),
                            () -> whileLeading(AFTER_FAILURE, this::rest));
                }
            });
        });
    }

    /**
     * The scheduler's own failure keeps the present transition. It is the outermost frame of the
     * planning task: thrown further, it would end planning for good.
     */
    private Optional<Planned> planOrReport(ClusterState state, Instant now) {
        try {
            return Optional.of(planner.plan(state, now));
        } catch (RuntimeException failure) {
            LOG.error("planning failed at index {}", state.appliedIndex(), failure);
            return Optional.empty();
        }
    }

    private void adopt(Draft draft) {
        Transition transition = draft.plan().transition();
        Optional<Staged> staged = staging.stage(transition);
        if (staged.isEmpty()) {
            propose(draft, new TransitionSource.Inline(transition));
        } else {
            String stage = "transition-" + term.orElse(0) + "-" + draft.base().appliedIndex();
            sendParts(draft, staged.get(), stage, 0);
        }
    }

    private void sendParts(Draft draft, Staged staged, String stage, int next) {
        List<?> parts = staged.parts();
        if (next == parts.size()) {
            propose(draft, new TransitionSource.Staged(stage, staged.digest()));
            return;
        }
        Command part = new Command.StagePart(
                stage, next, parts.size(), staged.parts().get(next));
        long ofLeadership = leadership;
        proposals.propose("stage", part, term.orElse(0), proposed -> {
            if (ofLeadership != leadership) {
                return;
            }
            if (accepted(proposed)) {
                sendParts(draft, staged, stage, next + 1);
            } else {
                rest();
            }
        });
    }

    private void propose(Draft draft, TransitionSource source) {
        Command command = new Command.AdoptTransition(
                draft.base().appliedIndex(),
                term.orElse(0),
                draft.now(),
                List.copyOf(draft.base().inFlight().keySet()),
                outrun >= OUTRUN_LIMIT,
                source,
                draft.plan().recheckAt());
        long ofLeadership = leadership;
        proposals.propose("adopt", command, term.orElse(0), proposed -> {
            if (ofLeadership == leadership) {
                adopted(proposed);
            }
        });
    }

    private void adopted(Proposed proposed) {
        boolean caughtUp = accepted(proposed) && !states.current().planDemand().isWanted();
        outrun = caughtUp ? 0 : outrun + 1;
        if (!accepted(proposed)) {
            LOG.debug("the plan was not adopted: {}", proposed);
        }
        rest();
    }

    private void rest() {
        busy = false;
        wake();
    }

    private EventLoop.Timer whileLeading(Duration delay, Runnable task) {
        long ofLeadership = leadership;
        return loop.after(delay, () -> {
            if (ofLeadership == leadership) {
                task.run();
            }
        });
    }

    private static boolean accepted(Proposed proposed) {
        return proposed instanceof Proposed.Applied applied
                && applied.outcome() instanceof Outcome.Accepted;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** A plan with what it was made from. */
    private record Draft(ClusterState base, Instant now, Planned plan) {}
}
