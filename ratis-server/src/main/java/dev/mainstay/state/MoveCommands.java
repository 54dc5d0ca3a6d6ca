// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.ClusterEvent.Kind;
import dev.mainstay.state.Command.MoveChange;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePSet;

/** Requests to move a resource, which end by themselves. */
final class MoveCommands {

    private MoveCommands() {}

    static Optional<Rejection> change(
            StateDraft draft, ResourceId resource, MoveChange change) {
        return switch (change) {
            case MoveChange.Requested requested -> request(draft, resource, requested);
            case MoveChange.Ended(var reason) -> end(draft, resource, reason);
        };
    }

    /** Ends the moves that the resource, or what it is a part of, has reached. */
    static void endReached(StateDraft draft, ResourceId primitive) {
        if (draft.moves.isEmpty()) {
            return;
        }
        List<Move> reached = draft.moves.values().stream()
                .filter(move -> draft.revisions.index().leaves(move.resource())
                        .contains(primitive))
                .filter(move -> isReached(draft, move))
                .toList();
        for (Move move : reached) {
            end(draft, move, "reached");
        }
    }

    private static Optional<Rejection> request(
            StateDraft draft, ResourceId resource, MoveChange.Requested requested) {
        if (!draft.revisions.index().hasResource(resource)) {
            return Optional.of(new Rejection.NotFound(resource.value(),
                    "there is no resource " + resource));
        }
        Optional<NodeId> target = requested.target();
        if (target.filter(node -> draft.node(node).isEmpty()).isPresent()) {
            return Optional.of(new Rejection.NotFound(target.get().value(),
                    "there is no node " + target.get()));
        }
        if (!requested.expires().isAfter(draft.now())) {
            return Optional.of(new Rejection.Invalid("expires",
                    "a move has to expire in the future, not at " + requested.expires()));
        }
        List<NodeId> active = draft.toState().activeOn(resource);
        if (target.isEmpty() && active.isEmpty()) {
            return Optional.of(new Rejection.NotPossibleNow("resource " + resource
                    + " is not active: there is nothing to move away; name a node"));
        }
        Move move = new Move(resource, target, TreePSet.from(active), draft.now(),
                requested.expires());
        draft.moves = draft.moves.plus(resource, move);
        draft.happened(Kind.MOVE_REQUESTED, resource.value(),
                target.map(NodeId::value).orElse("away"));
        if (isReached(draft, move)) {
            end(draft, move, "it is there already");
        } else {
            draft.want(Grade.FRESHNESS, "resource " + resource + " is to move");
        }
        return CommandLimits.count("number of open moves", draft.moves.size(), Limits.MOVES);
    }

    private static Optional<Rejection> end(
            StateDraft draft, ResourceId resource, String reason) {
        Optional<Move> move = Optional.ofNullable(draft.moves.get(resource));
        if (move.isEmpty()) {
            return Optional.of(new Rejection.NotFound(resource.value(),
                    "no move of " + resource + " is open"));
        }
        end(draft, move.get(), reason);
        return Optional.empty();
    }

    private static void end(StateDraft draft, Move move, String reason) {
        draft.moves = draft.moves.minus(move.resource());
        // What kept the resource there is gone: stickiness or the next best place decides.
        draft.want(Grade.FRESHNESS, "the move of " + move.resource() + " ended");
        draft.happened(Kind.MOVE_ENDED, move.resource().value(), reason);
    }

    /** Every part is active where it was asked to be, and none anywhere else. */
    private static boolean isReached(StateDraft draft, Move move) {
        List<ResourceId> leaves = draft.revisions.index().leaves(move.resource());
        return !leaves.isEmpty()
                && leaves.stream().allMatch(leaf -> draft.nodes.values().stream()
                        .anyMatch(node -> isWanted(move, node.node())
                                && node.isActiveThere(leaf)))
                && leaves.stream().noneMatch(leaf -> draft.nodes.values().stream()
                        .anyMatch(node -> !isWanted(move, node.node())
                                && !node.state().isSettled()
                                && node.mayBeActiveThere(leaf)));
    }

    private static boolean isWanted(Move move, NodeId node) {
        return move.target().map(node::equals).orElseGet(() -> !move.from().contains(node));
    }
}
