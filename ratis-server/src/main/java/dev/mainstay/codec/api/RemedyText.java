// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.scheduler.explain.ScoreSource;

/** Says what would have to change for a veto to fall. */
final class RemedyText {

    private RemedyText() {}

    static String of(ScoreSource source, String resource, String node) {
        return switch (source) {
            case ScoreSource.LocationConstraint(String constraint) ->
                    constraint.startsWith(SchedulerInputs.MOVE_PREFIX)
                            ? "the request to move it has to end"
                            : "remove or change " + constraint + " (constraint delete "
                                    + constraint + ")";
            case ScoreSource.ColocationWith(String constraint, String with) ->
                    constraint.equals("group-members")
                            ? with + " has to be able to run on " + node
                            : "move " + with + ", or remove or change " + constraint;
            case ScoreSource.DependentPreference(String constraint, String dependent) ->
                    dependent + " has to be able to run on " + node;
            case ScoreSource.FailureLimit ignored -> "repair it and forget its failures (resource"
                    + " cleanup " + resource + " --node " + node + ")";
            case ScoreSource.OperationFailure ignored -> "repair it and forget its failures"
                    + " (resource cleanup " + resource + " --node " + node + ")";
            case ScoreSource.Health() -> "the #health attributes of " + node + " have to be better";
            case ScoreSource.NodeUnusable(String state) -> usable(state, node);
            case ScoreSource.Unmanaged() -> "let the cluster manage it (resource manage "
                    + resource + ")";
            case ScoreSource.TargetRole ignored -> "enable it (resource enable " + resource + ")";
            case ScoreSource.StopAll() -> "stop-all-resources has to be false";
            case ScoreSource.InstanceLimit(String collective, String option, int limit) ->
                    "raise " + option + " of " + collective + " above " + limit;
            case ScoreSource.CollectiveAbsent(String collective) ->
                    collective + " has to be allowed on " + node;
            case ScoreSource.ReplicaElsewhere(String bundle) ->
                    "a replica of " + bundle + " has to be there";
            case ScoreSource.InsideBundle(String bundle) ->
                    "nothing: it would have to be part of " + bundle;
            case ScoreSource.ReachedFrom(String from) ->
                    "the connection to the container's machine has to go to " + node;
            case ScoreSource.CollectiveUnwanted(String collective, int score) ->
                    "what speaks against " + collective + " on " + node + " has to go";
            case ScoreSource.NoQuorum ignored -> "a majority of the voters has to be there";
            case ScoreSource.WaitsFor(String action) -> action + " has to become possible";
            case ScoreSource.ShutdownLock(String lock) ->
                    lock + " has to come back, or its lock to end";
            case ScoreSource.MissingTicket(String ticket) -> "grant ticket " + ticket;
            case ScoreSource.ExclusiveDiscovery() ->
                    "a location constraint with resource-discovery=exclusive has to name " + node;
            case ScoreSource.Capacity(String kind, int needed, int free) -> "free "
                    + (needed - free) + " " + kind + " on " + node + ", or raise its capacity";
            case ScoreSource.NodeKindMismatch() -> "nothing: it needs another kind of machine";
            case ScoreSource.NotOptedIn() -> "add a location constraint that allows " + node;
            case ScoreSource.Stickiness ignored -> "nothing";
            case ScoreSource.OwnReplica ignored -> "nothing";
            case ScoreSource.PromotionAttribute ignored -> promotionScore(node);
            case ScoreSource.NoPromotionAttribute ignored -> promotionScore(node);
            case ScoreSource.Internal ignored -> "it has to be configured";
        };
    }

    private static String promotionScore(String node) {
        return "its agent has to give " + node + " a promotion score";
    }

    private static String usable(String state, String node) {
        return switch (state) {
            case "in standby" -> "end its standby (node unstandby " + node + ")";
            case "in maintenance" -> "end its maintenance";
            case "offline" -> "start " + node;
            case "shutting down" -> "let " + node + " come back";
            default -> node + " has to be online";
        };
    }
}
