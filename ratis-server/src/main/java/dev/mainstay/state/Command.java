// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.ResourceId;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a log entry can ask of the state. Values that come from users are checked before
 * they are proposed and again when applied, where the answer to a bad one is a {@link Rejection}.
 */
public sealed interface Command {

    /** Changes nothing at all; committing it proves leadership. Touches no revision or history. */
    record Barrier() implements Command {}

    /**
     * Replaces or edits the configuration.
     *
     * @param expectedRevision rejects the change unless this is the current revision
     */
    record ChangeConfiguration(
            Optional<Long> expectedRevision,
            ConfigurationChange change,
            String comment) implements Command {}

    /** Sets (or with no value removes) a transient attribute of a node. */
    record ChangeAttribute(NodeId node, String name, Optional<String> value) implements Command {}

    /**
     * Changes transient attributes, one after the other. Each stands for itself: of one that is
     * turned down the others know nothing ({@link Outcome.Accepted#refused}).
     */
    record ChangeAttributes(List<AttributeChange> changes) implements Command {
        public ChangeAttributes {
            changes = List.copyOf(changes);
        }
    }

    /** Admits, seats and removes members, and keeps the tokens by which they join. */
    record ChangeMembership(MembershipChange change) implements Command {}

    /** Something became of a machine. */
    record RecordNodeEvent(NodeId node, NodeEvent event) implements Command {}

    /**
     * One part of something too large for an entry (safety.md 6): parts are collected under
     * {@code stage} until an entry that names the stage and the digest of the whole uses them.
     */
    record StagePart(String stage, int part, int parts, Content content) implements Command {}

    /**
     * Makes a planned transition the current one (safety.md 1 to 5).
     *
     * @param base index of the state that was planned from
     * @param term the term of the leader that planned
     * @param planTime the {@code now} of the plan
     * @param assumedInFlight what the plan took for in flight
     * @param holdsBackFreshness whether freshness entries after the base wait for the next plan
     */
    record AdoptTransition(
            long base,
            long term,
            Instant planTime,
            List<ActionId> assumedInFlight,
            boolean holdsBackFreshness,
            TransitionSource transition,
            Optional<Instant> recheckAt) implements Command {}

    /** What became of an action that a node carried out. */
    record RecordActionResult(
            NodeId node,
            long incarnation,
            ActionId action,
            ActionResult result) implements Command {}

    /**
     * A recurring monitor's result changed, or is the first one.
     *
     * @param lastOperation the last start, promote, demote or stop of the instance that the agent
     *         saw; a report of an older epoch is dropped (safety.md 12)
     */
    record RecordMonitorReport(
            NodeId node,
            long incarnation,
            InstanceId instance,
            Optional<ActionId> lastOperation,
            OperationRecord record) implements Command {}

    /** The leader's timer for an action ran out: its outcome is unknown. Leader-authored. */
    record ActionOverdue(long term, ActionId action) implements Command {}

    /**
     * What a node did by itself after its lease lapsed (safety.md 21).
     *
     * @param done what it knows it ended, as history records
     * @param uncertain instances that may or may not be active
     */
    record ReconcileLocal(
            NodeId node,
            long incarnation,
            List<OperationRecord> done,
            List<InstanceId> uncertain) implements Command {}

    /** A step of a fence operation. */
    record RecordFencing(NodeId target, long incarnation, FencingEvent event) implements Command {}

    /**
     * Forgets failures (or with {@code refresh} all history) so that resources are probed again.
     *
     * @param only the operations whose failures are meant; empty: all
     */
    record ClearFailures(
            Optional<ResourceId> resource,
            Optional<NodeId> node,
            boolean refresh,
            Optional<OperationFilter> only) implements Command {

        /** Whatever failed. */
        public ClearFailures(
                Optional<ResourceId> resource, Optional<NodeId> node, boolean refresh) {
            this(resource, node, refresh, Optional.empty());
        }
    }

    /**
     * Has a resource stopped and started where it runs, with what depends on it. Leaves nothing
     * behind in the configuration.
     *
     * @param node empty: wherever it runs
     */
    record RestartResource(ResourceId resource, Optional<NodeId> node) implements Command {}

    /** Asks for a resource to be moved, or ends such a request. Leaves no constraint behind. */
    record ChangeMove(ResourceId resource, MoveChange change) implements Command {}

    /** Grants, revokes, or changes a ticket. */
    record ChangeTicket(
            String ticket,
            Optional<Boolean> granted,
            Optional<Boolean> standby) implements Command {}

    /** Removes all that is known of a ticket, as if it had never been granted. */
    record ForgetTicket(String ticket) implements Command {}

    /** Asks for a new plan although nothing changed: a recheck fell due. Leader-authored. */
    record RequestPlan(long term, String reason) implements Command {}

    /** States what the digest was at an index; a peer that differs is quarantined. */
    record RecordDigest(long index, String digest) implements Command {}

    /** Repairs log time after a mishap with the clock. */
    record ResetTime(Instant time) implements Command {}

    /** Switches on what apply does from that level on. */
    record RaiseFeatureLevel(int level) implements Command {}

    /** How a configuration is changed. */
    sealed interface ConfigurationChange {
        record Document(Configuration configuration) implements ConfigurationChange {}

        record Edits(List<ConfigurationEdit> edits) implements ConfigurationChange {
            public Edits {
                edits = List.copyOf(edits);
            }
        }

        /** A document that was staged before, because it is larger than an entry. */
        record Staged(String stage, String digest) implements ConfigurationChange {}
    }

    /** Where a transition comes from: the entry itself or parts staged before it. */
    sealed interface TransitionSource {
        record Inline(Transition transition) implements TransitionSource {}

        record Staged(String stage, String digest) implements TransitionSource {}
    }

    /** What becomes of a request to move a resource. */
    sealed interface MoveChange {
        /** @param target empty: away from where it runs */
        record Requested(Optional<NodeId> target, Instant expires) implements MoveChange {}

        record Ended(String reason) implements MoveChange {}
    }

    /** What a fence operation went through. */
    sealed interface FencingEvent {
        /** The leader made a node the one owner of the whole operation (safety.md 15). */
        record Assigned(long term, NodeId owner,
                FenceOperation operation) implements FencingEvent {}

        record Succeeded(NodeId owner, FenceOperation operation, String device,
                String detail) implements FencingEvent {}

        record Failed(NodeId owner, FenceOperation operation, String device,
                String detail) implements FencingEvent {}

        /** An operator vouches for it. */
        record Confirmed() implements FencingEvent {}
    }
}
