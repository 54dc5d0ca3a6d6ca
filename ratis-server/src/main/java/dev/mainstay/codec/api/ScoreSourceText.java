// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.scheduler.explain.ScoreSource;

/** Says for people where a score comes from. */
final class ScoreSourceText {

    private ScoreSourceText() {}

    /** The id of what it comes from; a word of ours where it comes from no element. */
    static String origin(ScoreSource source) {
        return switch (source) {
            case ScoreSource.LocationConstraint(String constraint) -> constraint;
            case ScoreSource.ColocationWith(String constraint, String resource) -> constraint;
            case ScoreSource.DependentPreference(String constraint, String resource) ->
                    constraint;
            case ScoreSource.Stickiness() -> "resource-stickiness";
            case ScoreSource.FailureLimit ignored -> "migration-threshold";
            case ScoreSource.OperationFailure(String operation) -> operation;
            case ScoreSource.Health() -> "node-health-strategy";
            case ScoreSource.NodeUnusable(String state) -> "node state";
            case ScoreSource.Unmanaged() -> "is-managed";
            case ScoreSource.TargetRole ignored -> "target-role";
            case ScoreSource.StopAll() -> "stop-all-resources";
            case ScoreSource.InstanceLimit(String collective, String option, int limit) -> option;
            case ScoreSource.CollectiveAbsent(String collective) -> collective;
            case ScoreSource.ReplicaElsewhere(String bundle) -> bundle;
            case ScoreSource.OwnReplica(String bundle) -> bundle;
            case ScoreSource.InsideBundle(String bundle) -> bundle;
            case ScoreSource.ReachedFrom(String node) -> node;
            case ScoreSource.CollectiveUnwanted(String collective, int score) -> collective;
            case ScoreSource.NoQuorum ignored -> "no-quorum-policy";
            case ScoreSource.WaitsFor(String action) -> action;
            case ScoreSource.ShutdownLock(String node) -> "shutdown-lock";
            case ScoreSource.MissingTicket(String ticket) -> ticket;
            case ScoreSource.ExclusiveDiscovery() -> "resource-discovery";
            case ScoreSource.Capacity ignored -> "utilization";
            case ScoreSource.PromotionAttribute() -> "promotion score";
            case ScoreSource.NoPromotionAttribute() -> "promotion score";
            case ScoreSource.NodeKindMismatch() -> "node type";
            case ScoreSource.NotOptedIn() -> "symmetric-cluster";
            case ScoreSource.Internal(String rule) -> rule;
        };
    }

    /** What a part of a score is. */
    static String of(ScoreSource source) {
        return switch (source) {
            case ScoreSource.LocationConstraint(String constraint) -> isMove(constraint)
                    ? "it was asked to move"
                    : "location constraint " + constraint;
            case ScoreSource.ColocationWith(String constraint, String resource) ->
                    isGroup(constraint)
                            ? "its group keeps it with " + resource
                            : "colocation " + constraint + " with " + resource;
            case ScoreSource.DependentPreference(String constraint, String resource) ->
                    "what " + resource + " prefers, which goes with it";
            case ScoreSource.Stickiness() -> "it runs there and is to stay";
            case ScoreSource.FailureLimit(int failCount, int threshold) -> "it failed there "
                    + failCount + " times, the limit is " + threshold;
            case ScoreSource.OperationFailure(String operation) ->
                    operation + " failed there in a way that excludes the machine";
            case ScoreSource.Health() -> "the machine's health";
            case ScoreSource.NodeUnusable(String state) -> "the machine is " + state;
            case ScoreSource.Unmanaged() -> "it is not managed and stays where it is";
            case ScoreSource.TargetRole(String role) -> "it is disabled: target-role " + role;
            case ScoreSource.StopAll() -> "all resources are to be stopped";
            case ScoreSource.InstanceLimit(String collective, String option, int limit) ->
                    option + " of " + collective + " is " + limit + ", and that many are placed";
            case ScoreSource.CollectiveAbsent(String collective) ->
                    collective + " is not to run there";
            case ScoreSource.ReplicaElsewhere(String bundle) ->
                    "its replica of " + bundle + " is another one";
            case ScoreSource.OwnReplica(String bundle) -> "it is what this replica contains";
            case ScoreSource.InsideBundle(String bundle) ->
                    "only what bundle " + bundle + " contains runs in its containers";
            case ScoreSource.ReachedFrom(String node) ->
                    "the container's machine is reached from " + node;
            case ScoreSource.CollectiveUnwanted(String collective, int score) ->
                    collective + " as a whole scores " + score + " there";
            case ScoreSource.NoQuorum(String policy) ->
                    "there is no quorum, and no-quorum-policy is " + policy;
            case ScoreSource.WaitsFor(String action) -> action + " cannot be done first";
            case ScoreSource.ShutdownLock(String node) ->
                    "it waits for " + node + ", which was shut down";
            case ScoreSource.MissingTicket(String ticket) -> "ticket " + ticket + " is missing";
            case ScoreSource.ExclusiveDiscovery() -> "it is looked for on other machines only";
            case ScoreSource.Capacity(String kind, int needed, int free) -> "the machine lacks "
                    + kind + ": needs " + needed + ", " + free + " free";
            case ScoreSource.PromotionAttribute() -> "its agent's own promotion score";
            case ScoreSource.NoPromotionAttribute() -> "its agent has set no promotion score";
            case ScoreSource.NodeKindMismatch() -> "it cannot run on this kind of machine";
            case ScoreSource.NotOptedIn() ->
                    "machines have to be allowed one by one, and this one is not";
            case ScoreSource.Internal(String rule) -> rule.equals("removed")
                    ? "it was removed from the configuration"
                    : rule;
        };
    }

    /** One sentence, without its full stop, that stands alone. */
    static String sentence(ScoreSource source, String resource, String node) {
        return switch (source) {
            case ScoreSource.LocationConstraint(String constraint) -> isMove(constraint)
                    ? resource + " was asked to move away from " + node
                    : "banned from " + node + " by " + constraint;
            case ScoreSource.ColocationWith(String constraint, String with) ->
                    isGroup(constraint)
                            ? resource + " is in a group with " + with + ", which is not to be on "
                                    + node
                            : "kept from " + node + " by " + constraint + ", because of where "
                                    + with + " is";
            case ScoreSource.DependentPreference(String constraint, String dependent) ->
                    dependent + ", which goes with it by " + constraint + ", cannot be on " + node;
            case ScoreSource.FailureLimit(int failCount, int threshold) -> resource + " failed "
                    + failCount + " times on " + node + ", migration-threshold is " + threshold;
            case ScoreSource.OperationFailure(String operation) ->
                    operation + " of " + resource + " failed on " + node;
            case ScoreSource.Health() -> "the health of " + node + " is too bad";
            case ScoreSource.NodeUnusable(String state) -> node + " is " + state;
            case ScoreSource.Capacity(String kind, int needed, int free) ->
                    node + " lacks " + kind + ": needs " + needed + ", " + free + " free";
            case ScoreSource.ShutdownLock(String lock) -> resource + " is locked to " + lock
                    + ", which was shut down";
            case ScoreSource.NodeKindMismatch() ->
                    resource + " cannot run on a machine like " + node;
            case ScoreSource.NotOptedIn() -> "no location constraint allows " + node
                    + ", and symmetric-cluster is false";
            case ScoreSource.ExclusiveDiscovery() -> resource
                    + " is looked for on other machines only, by resource-discovery=exclusive";
            case ScoreSource.Stickiness ignored -> of(source);
            case ScoreSource.Unmanaged ignored -> of(source);
            case ScoreSource.TargetRole ignored -> of(source);
            case ScoreSource.StopAll ignored -> of(source);
            case ScoreSource.InstanceLimit ignored -> of(source);
            case ScoreSource.CollectiveAbsent ignored -> of(source);
            case ScoreSource.ReplicaElsewhere ignored -> of(source);
            case ScoreSource.OwnReplica ignored -> of(source);
            case ScoreSource.InsideBundle ignored -> of(source);
            case ScoreSource.ReachedFrom ignored -> of(source);
            case ScoreSource.CollectiveUnwanted(String collective, int score) ->
                    collective + " as a whole scores " + score + " on " + node
                            + ", and less than 0 keeps each instance away";
            case ScoreSource.NoQuorum ignored -> of(source);
            case ScoreSource.WaitsFor ignored -> of(source);
            case ScoreSource.MissingTicket ignored -> of(source);
            case ScoreSource.PromotionAttribute ignored -> of(source);
            case ScoreSource.NoPromotionAttribute ignored -> of(source);
            case ScoreSource.Internal ignored -> of(source);
        };
    }

    private static boolean isMove(String constraint) {
        return constraint.startsWith(SchedulerInputs.MOVE_PREFIX);
    }

    /** The scheduler's own name for what holds a group together. */
    private static boolean isGroup(String constraint) {
        return constraint.equals("group-members");
    }
}
