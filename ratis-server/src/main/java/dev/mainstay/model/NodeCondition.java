// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Membership as the scheduler reads it. {@code membership}: the machine is in the cluster;
 * {@code process}: its daemon answers; {@code join}: how far it is taken in; {@code expected}: what
 * it was told to be. {@code fenced} is set for a remote machine that was fenced and has not come
 * back; {@code maintenance} for a remote machine whose agents were told to leave it alone.
 */
public record NodeCondition(
        Presence membership,
        Presence process,
        JoinState join,
        JoinState expected,
        Optional<Instant> memberSince,
        Optional<Instant> processSince,
        boolean remote,
        boolean fenced,
        boolean maintenance) {
    public NodeCondition {
        Objects.requireNonNull(membership);
        Objects.requireNonNull(process);
        Objects.requireNonNull(join);
        Objects.requireNonNull(expected);
        Objects.requireNonNull(memberSince);
        Objects.requireNonNull(processSince);
    }

    /** Whether something is there; unknown where nothing was ever said. */
    public enum Presence {
        UNKNOWN,
        ABSENT,
        PRESENT
    }

    /** Stages of being taken into the cluster. */
    public enum JoinState {
        UNKNOWN,
        DOWN,
        PENDING,
        MEMBER,
        BANNED
    }
}
