// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.function.Supplier;

/**
 * The rules of the protocol that shape the log or the agent's protocol, each with a violation of it
 * that can be planted, and a seed that finds it.
 */
enum PlantedRule {
    WANTED_PLAN_STOPS_NEW_WORK(1, 1, LogViolations::worksWhilePlanIsWanted),
    STALENESS_HAS_TWO_GRADES(2, 1, LogViolations::takesSafetyForFreshness),
    INHERITED_WORK_IS_SETTLED(3, 1, LogViolations::takesLostWorkForStopped),
    IN_FLIGHT_TAKES_PART_IN_PLANNING(4, 1, PortViolations::plansWithoutWhatIsInFlight),
    ONLY_THE_PRESENT_IS_EXECUTED(7, 1, PortViolations::executesOldStates),
    INTENT_BEFORE_FORK(8, 1, PortViolations::forksWithoutIntent),
    LEASE_GOES_WITH_THE_ORDER(9, 1, PortViolations::ordersWithoutDeadline),
    RESULTS_NAME_INCARNATION_AND_ACTION(10, 1, LogViolations::believesAnyResult),
    ONE_MASTER_PER_AGENT(11, 1, PortViolations::obeysFormerMasters),
    RECURRING_MONITORS_ARE_STATE(12, 1, PortViolations::tellsOfMonitorsOnce),
    LOST_IS_FINAL(13, 1, LogViolations::settlesByLoss),
    FENCE_RESULTS_NAME_THE_INCARNATION(14, 1, LogViolations::fencesWhoeverIsThere),
    LEASE_COMES_BACK_IN_TWO_STEPS(21, 1, PortViolations::worksOnAfterLapse),
    NO_ENTRY_IS_SKIPPED(28, 1, LogViolations::skipsWhatItDoesNotKnow);

    private final int number;
    private final long foundAt;
    private final Supplier<Planted> planted;

    PlantedRule(int number, long foundAt, Supplier<Planted> planted) {
        this.number = number;
        this.foundAt = foundAt;
        this.planted = planted;
    }

    /** The rule's number in the table of docs/simulation.md. */
    int number() {
        return number;
    }

    /** The lowest seed that finds the violation. */
    long foundAt() {
        return foundAt;
    }

    Planted plant() {
        return planted.get();
    }
}
