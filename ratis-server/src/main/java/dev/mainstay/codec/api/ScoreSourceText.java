// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.scheduler.explain.ScoreSource;

/** Says for people where a score comes from. */
final class ScoreSourceText {

    private ScoreSourceText() {}

    /** The id of what it comes from; a word of ours where it comes from no element. */
    static String origin(ScoreSource source) {
        return switch (source) {
            case ScoreSource.LocationConstraint(String constraint) -> constraint;
            case ScoreSource.ColocationWith(String constraint, String resource) -> constraint;
            case ScoreSource.Stickiness() -> "resource-stickiness";
            case ScoreSource.FailureLimit ignored -> "migration-threshold";
            case ScoreSource.OperationFailure(String operation) -> operation;
            case ScoreSource.Health() -> "node-health-strategy";
            case ScoreSource.NodeUnusable(String state) -> state;
            case ScoreSource.Unmanaged() -> "is-managed";
            case ScoreSource.ShutdownLock(String node) -> "shutdown-lock";
            case ScoreSource.MissingTicket(String ticket) -> ticket;
            case ScoreSource.ExclusiveDiscovery() -> "resource-discovery";
            case ScoreSource.Capacity() -> "utilization";
            case ScoreSource.PromotionAttribute() -> "promotion score";
            case ScoreSource.NodeKindMismatch() -> "node type";
            case ScoreSource.NotOptedIn() -> "symmetric-cluster";
            case ScoreSource.Internal(String rule) -> rule;
        };
    }

    static String of(ScoreSource source) {
        return switch (source) {
            case ScoreSource.LocationConstraint(String constraint) ->
                    "location constraint " + constraint;
            case ScoreSource.ColocationWith(String constraint, String resource) ->
                    "colocation " + constraint + " with " + resource;
            case ScoreSource.Stickiness() -> "it runs there and is to stay";
            case ScoreSource.FailureLimit(int failCount, int threshold) -> "it failed there "
                    + failCount + " times, the limit is " + threshold
                    + " (resource cleanup forgets failures)";
            case ScoreSource.OperationFailure(String operation) ->
                    operation + " failed there in a way that excludes the machine";
            case ScoreSource.Health() -> "the machine's health";
            case ScoreSource.NodeUnusable(String state) -> "the machine is " + state;
            case ScoreSource.Unmanaged() -> "it is not managed and stays where it is";
            case ScoreSource.ShutdownLock(String node) ->
                    "it waits for " + node + ", which was shut down";
            case ScoreSource.MissingTicket(String ticket) -> "ticket " + ticket + " is missing";
            case ScoreSource.ExclusiveDiscovery() -> "it is looked for on other machines only";
            case ScoreSource.Capacity() -> "the machine lacks capacity";
            case ScoreSource.PromotionAttribute() -> "its agent's own promotion score";
            case ScoreSource.NodeKindMismatch() -> "it cannot run on this kind of machine";
            case ScoreSource.NotOptedIn() ->
                    "machines have to be allowed one by one, and this one is not";
            case ScoreSource.Internal(String rule) -> rule;
        };
    }
}
