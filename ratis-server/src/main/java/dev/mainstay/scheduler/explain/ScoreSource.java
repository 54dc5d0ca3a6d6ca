// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.explain;

/** Where a score comes from. */
public sealed interface ScoreSource {
    /** A configured location constraint. */
    record LocationConstraint(String constraint) implements ScoreSource {}

    /** A configured colocation with another resource. */
    record ColocationWith(String constraint, String resource) implements ScoreSource {}

    /** The wish of an active resource to stay. */
    record Stickiness() implements ScoreSource {}

    /** Failures reached the migration threshold. */
    record FailureLimit(int failCount, int threshold) implements ScoreSource {}

    /** One operation failed in a way that excludes the machine. */
    record OperationFailure(String operation) implements ScoreSource {}

    /** The machine's health attributes. */
    record Health() implements ScoreSource {}

    /** The machine is not usable: offline, standby, unclean, in maintenance or shutting down. */
    record NodeUnusable(String state) implements ScoreSource {}

    /** The resource is not managed and stays where it is. */
    record Unmanaged() implements ScoreSource {}

    /** A clean shutdown pinned the resource to another machine. */
    record ShutdownLock(String node) implements ScoreSource {}

    /** A ticket is missing. */
    record MissingTicket(String ticket) implements ScoreSource {}

    /** Discovery is limited to other machines. */
    record ExclusiveDiscovery() implements ScoreSource {}

    /** The machine lacks capacity. */
    record Capacity() implements ScoreSource {}

    /** An agent's own promotion score. */
    record PromotionAttribute() implements ScoreSource {}

    /** The kind of resource cannot run on this kind of machine. */
    record NodeKindMismatch() implements ScoreSource {}

    /** The cluster requires machines to be allowed explicitly. */
    record NotOptedIn() implements ScoreSource {}

    /** A wish for exactly this machine that the placement algorithm itself made. */
    record Internal(String rule) implements ScoreSource {}
}
