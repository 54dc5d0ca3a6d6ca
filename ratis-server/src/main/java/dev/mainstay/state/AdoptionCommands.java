// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.state.Command.AdoptTransition;
import dev.mainstay.state.Command.RequestPlan;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.state.PlanDemand.Adoption;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionGraph;
import dev.mainstay.transition.TransitionProgress;
import java.util.Optional;
import java.util.TreeSet;

/** Adoption of plans and requests for them (safety.md 1 to 6). */
final class AdoptionCommands {

    private AdoptionCommands() {}

    static Optional<Rejection> adopt(
            StateDraft draft, AdoptTransition adoption, StateFormat format) {
        Optional<Rejection> refused = Terms.refuseOther(draft, adoption.term())
                .or(() -> refuseStale(draft, adoption))
                .or(() -> refuseUnassumed(draft, adoption));
        if (refused.isPresent()) {
            return refused;
        }
        return switch (source(draft, adoption.transition(), format)) {
            case Source.Refused(var rejection) -> Optional.of(rejection);
            case Source.Known(var transition) -> install(draft, adoption, transition);
        };
    }

    static Optional<Rejection> request(StateDraft draft, RequestPlan request) {
        Optional<Rejection> other = Terms.refuseOther(draft, request.term());
        if (other.isEmpty()) {
            draft.want(Grade.FRESHNESS, request.reason());
        }
        return other;
    }

    /** Safety entries and other adoptions since the base make the plan worthless. */
    private static Optional<Rejection> refuseStale(StateDraft draft, AdoptTransition adoption) {
        PlanDemand demand = draft.planDemand;
        if (adoption.base() >= draft.index()) {
            return Optional.of(new Rejection.Invalid("base", "a plan made from index "
                    + adoption.base() + " cannot be adopted at " + draft.index()));
        }
        if (demand.adoption().index() > adoption.base()) {
            return Optional.of(new Rejection.Outdated("another plan was adopted at "
                    + demand.adoption().index() + ", after the base " + adoption.base()));
        }
        return demand.lastSafety() > adoption.base()
                ? Optional.of(new Rejection.Outdated("the plan from index " + adoption.base()
                        + " does not know entry " + demand.lastSafety() + ": "
                        + demand.reason()))
                : Optional.empty();
    }

    /** What became in flight after the base was not taken into account. */
    private static Optional<Rejection> refuseUnassumed(
            StateDraft draft, AdoptTransition adoption) {
        TreeSet<ActionId> assumed = new TreeSet<>(adoption.assumedInFlight());
        return draft.progress.inFlight().keySet().stream()
                .filter(action -> !assumed.contains(action))
                .findFirst()
                .map(action -> new Rejection.Outdated("action " + action
                        + " is in flight, which the plan did not know"));
    }

    private static Source source(
            StateDraft draft, TransitionSource source, StateFormat format) {
        return switch (source) {
            case TransitionSource.Inline(var transition) -> new Source.Known(transition);
            case TransitionSource.Staged(var stage, var digest) ->
                    switch (StagingCommands.take(draft, stage, digest)) {
                        case StagingCommands.Taken.Refused(var rejection) ->
                                new Source.Refused(rejection);
                        case StagingCommands.Taken.Whole(var content) ->
                                format.readTransition(content)
                                        .<Source>map(Source.Known::new)
                                        .orElseGet(() -> new Source.Refused(
                                                new Rejection.Invalid(stage,
                                                        "what was staged is no transition")));
                    };
        };
    }

    private static Optional<Rejection> install(
            StateDraft draft, AdoptTransition adoption, Transition transition) {
        Optional<TransitionGraph> graph = TransitionGraph.of(transition);
        if (graph.isEmpty()) {
            return Optional.of(new Rejection.Invalid("transition",
                    "the steps are not numbered in order, name unknown steps or form a cycle"));
        }
        if (draft.revisions.revision(transition.configurationRevision()).isEmpty()) {
            return Optional.of(new Rejection.Outdated("configuration revision "
                    + transition.configurationRevision() + " is not kept any more"));
        }
        Optional<TransitionProgress> progress =
                draft.progress.succeed(draft.index(), graph.get());
        if (progress.isEmpty()) {
            return Optional.of(new Rejection.Outdated(
                    "the plan continues an action that is not in flight any more"));
        }
        draft.progress = progress.get();
        draft.planDemand = draft.planDemand.adopted(
                new Adoption(adoption.base(), draft.index(), adoption.planTime()),
                adoption.recheckAt());
        wantWhatEndedUnnoticed(draft, adoption, transition);
        draft.happened(ClusterEvent.Kind.TRANSITION_ADOPTED, Long.toString(draft.index()),
                transition.steps().size() + " actions planned from " + adoption.base());
        if (adoption.holdsBackFreshness() && draft.planDemand.grade() != Grade.SAFETY) {
            Progression.advanceHeldBack(draft);
        }
        return Optional.empty();
    }

    /**
     * What was in flight when the plan was made and is left alone by it may have ended since. The
     * plan kept work back for that end, and no later entry tells of it (safety.md 4).
     */
    private static void wantWhatEndedUnnoticed(
            StateDraft draft, AdoptTransition adoption, Transition transition) {
        TreeSet<ActionId> unaccounted = new TreeSet<>(adoption.assumedInFlight());
        transition.steps().forEach(step -> step.continues().ifPresent(unaccounted::remove));
        unaccounted.removeAll(draft.progress.inFlight().keySet());
        if (!unaccounted.isEmpty()) {
            draft.want(Grade.SAFETY, "action " + unaccounted.first()
                    + ", which the plan did not contain, ended before its adoption");
        }
    }

    /** Where the transition is, or why it is nowhere. */
    private sealed interface Source {
        record Known(Transition transition) implements Source {}

        record Refused(Rejection rejection) implements Source {}
    }
}
