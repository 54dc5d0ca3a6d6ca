// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import dev.mainstay.state.ClusterEvent;
import java.util.Optional;

/**
 * Something that was done for a change.
 *
 * @param subject the resource instance; for fencing empty text
 * @param operation as agents are told it, or {@code fence}
 * @param intervalMillis of a recurring monitor, else 0
 * @param event when, where and with which detail
 */
public record Effect(
        String subject,
        String operation,
        long intervalMillis,
        End end,
        ClusterEvent event) {

    /** How it ended. */
    public enum End {
        DONE,
        FAILED,
        /** Nobody can say how. */
        UNKNOWN
    }

    /** What an event tells of, if that is within the scope. */
    public static Optional<Effect> of(ClusterEvent event, EffectScope scope) {
        return switch (event.kind()) {
            case ACTION_DONE -> operation(event, scope, End.DONE);
            case ACTION_FAILED -> operation(event, scope, End.FAILED);
            case ACTION_UNKNOWN -> operation(event, scope, End.UNKNOWN);
            case FENCING_SUCCEEDED -> fencing(event, scope, End.DONE);
            case FENCING_FAILED -> fencing(event, scope, End.FAILED);
            case CLUSTER_FOUNDED, MEMBER_ADMITTED, MEMBER_REMOVED, NODE_JOINED, NODE_SUSPECTED,
                    NODE_CLEARED, NODE_LOST, NODE_SETTLED, NODE_SHUTDOWN_REQUESTED, NODE_LEFT,
                    CONFIGURATION_CHANGED, ATTRIBUTE_CHANGED, TRANSITION_ADOPTED,
                    TRANSITION_ENDED, ACTION_STARTED, MONITOR_CHANGED, FENCING_ASSIGNED,
                    FENCING_CONFIRMED, FAILURES_CLEARED, RESTART_REQUESTED, MOVE_REQUESTED,
                    MOVE_ENDED, NODE_RESTARTING, LEADER_CHANGED,
                    TICKET_CHANGED, FEATURE_LEVEL_RAISED, LOCAL_RECONCILED ->
                    Optional.empty();
        };
    }

    private static Optional<Effect> operation(
            ClusterEvent event, EffectScope scope, End end) {
        return OperationKey.parse(event.subject())
                .filter(key -> scope.concerns(key.instance().resource()))
                .map(key -> new Effect(key.instance().value(), key.operation(),
                        key.intervalMillis(), end, event));
    }

    private static Optional<Effect> fencing(ClusterEvent event, EffectScope scope, End end) {
        return event.node().filter(scope::concernsFencingOf)
                .map(target -> new Effect("", "fence", 0, end, event));
    }
}
