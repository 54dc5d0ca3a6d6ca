// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a new plan is wanted, and how badly (safety.md 1, 2). While one is, nothing new becomes
 * in flight.
 *
 * @param lastSafety index of the last entry that makes plans from before it dangerous
 * @param lastFreshness index of the last entry that makes plans from before it merely outdated
 * @param adoption the last adopted plan
 * @param recheckAt when the last plan asked to be made anew although nothing changes
 * @param reason what the last of these entries was
 */
public record PlanDemand(
        long lastSafety,
        long lastFreshness,
        Adoption adoption,
        Optional<Instant> recheckAt,
        String reason) {

    static final PlanDemand INITIAL =
            new PlanDemand(0, 0, Adoption.NONE, Optional.empty(), "");

    /** How much a plan is wanted. */
    public enum Grade {
        NONE,
        /** A plan from before the change is adopted still; another one is asked for at once. */
        FRESHNESS,
        /** A plan from before the change is rejected. */
        SAFETY
    }

    /**
     * The last adoption.
     *
     * @param base index of the state that was planned from
     * @param index of the adopting entry
     * @param planTime the {@code now} of the plan
     */
    public record Adoption(long base, long index, Instant planTime) {
        static final Adoption NONE = new Adoption(0, 0, Instant.EPOCH);
    }

    public Grade grade() {
        if (lastSafety > adoption.base()) {
            return Grade.SAFETY;
        }
        return lastFreshness > adoption.base() ? Grade.FRESHNESS : Grade.NONE;
    }

    public boolean isWanted() {
        return grade() != Grade.NONE;
    }

    /** Index of the last entry that a plan has to take into account; 0 if none is wanted. */
    public long since() {
        return isWanted() ? Math.max(lastSafety, lastFreshness) : 0;
    }

    PlanDemand raised(Grade grade, long index, String why) {
        return switch (grade) {
            case NONE -> this;
            case FRESHNESS -> new PlanDemand(lastSafety, index, adoption, recheckAt, why);
            case SAFETY -> new PlanDemand(index, lastFreshness, adoption, recheckAt, why);
        };
    }

    PlanDemand adopted(Adoption next, Optional<Instant> recheck) {
        return new PlanDemand(lastSafety, lastFreshness, next, recheck, reason);
    }
}
