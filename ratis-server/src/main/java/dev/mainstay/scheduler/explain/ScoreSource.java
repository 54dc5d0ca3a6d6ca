// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.explain;

/** Where a score comes from. */
public sealed interface ScoreSource {
    /** A configured location constraint. */
    record LocationConstraint(String constraint) implements ScoreSource {}

    /** A configured colocation with another resource, which was assigned before. */
    record ColocationWith(String constraint, String resource) implements ScoreSource {}

    /** What a resource prefers that is to follow this one. */
    record DependentPreference(String constraint, String resource) implements ScoreSource {}

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

    /** The configuration wants it stopped. */
    record TargetRole(String role) implements ScoreSource {}

    /** All resources are to be stopped. */
    record StopAll() implements ScoreSource {}

    /** Its clone or bundle has as many instances as it may have, in all or on the machine. */
    record InstanceLimit(String collective, String option, int limit) implements ScoreSource {}

    /** The clone or bundle that it is an instance of does not run there. */
    record CollectiveAbsent(String collective) implements ScoreSource {}

    /** Its bundle's replica is elsewhere. */
    record ReplicaElsewhere(String bundle) implements ScoreSource {}

    /** It is what its bundle's replica contains. */
    record OwnReplica(String bundle) implements ScoreSource {}

    /** The machine is the inside of a bundle's container, where only what that contains runs. */
    record InsideBundle(String bundle) implements ScoreSource {}

    /** The container runs on a remote machine, which is reached from another machine. */
    record ReachedFrom(String node) implements ScoreSource {}

    /** The clone as a whole is not wanted there, whatever an instance would rather do. */
    record CollectiveUnwanted(String collective, int score) implements ScoreSource {}

    /** Quorum is missing, and the policy starts nothing without it. */
    record NoQuorum(String policy) implements ScoreSource {}

    /** Something that has to be done first cannot be. */
    record WaitsFor(String action) implements ScoreSource {}

    /** A clean shutdown pinned the resource to another machine. */
    record ShutdownLock(String node) implements ScoreSource {}

    /** A ticket is missing. */
    record MissingTicket(String ticket) implements ScoreSource {}

    /** Discovery is limited to other machines. */
    record ExclusiveDiscovery() implements ScoreSource {}

    /**
     * The machine lacks capacity.
     *
     * @param kind the attribute that there is too little of
     * @param needed by the resource, and by what has to be with it where that fits somewhere
     */
    record Capacity(String kind, int needed, int free) implements ScoreSource {}

    /** An agent's own promotion score. */
    record PromotionAttribute() implements ScoreSource {}

    /** No agent has said anything of a promotion: not promoted, unless something else asks. */
    record NoPromotionAttribute() implements ScoreSource {}

    /** The kind of resource cannot run on this kind of machine. */
    record NodeKindMismatch() implements ScoreSource {}

    /** The cluster requires machines to be allowed explicitly. */
    record NotOptedIn() implements ScoreSource {}

    /** A wish for exactly this machine that the placement algorithm itself made. */
    record Internal(String rule) implements ScoreSource {}
}
