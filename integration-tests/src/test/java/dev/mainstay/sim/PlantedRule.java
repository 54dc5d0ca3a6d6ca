// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.function.Supplier;

/**
 * The rules of the protocol that shape the log or the agent's protocol, and the one for machines on
 * their own, each with a violation of it that can be planted.
 */
enum PlantedRule {
    WANTED_PLAN_STOPS_NEW_WORK(1, LogViolations::worksWhilePlanIsWanted),
    STALENESS_HAS_TWO_GRADES(2, LogViolations::takesSafetyForFreshness),
    INHERITED_WORK_IS_SETTLED(3, LogViolations::takesLostWorkForStopped),
    IN_FLIGHT_TAKES_PART_IN_PLANNING(4, PortViolations::plansWithoutWhatIsInFlight),
    ONLY_THE_PRESENT_IS_EXECUTED(7, PortViolations::executesOldStates),
    INTENT_BEFORE_FORK(8, PortViolations::forksWithoutIntent),
    LEASE_GOES_WITH_THE_ORDER(9, PortViolations::ordersWithoutDeadline),
    RESULTS_NAME_INCARNATION_AND_ACTION(10, LogViolations::believesAnyResult),
    ONE_MASTER_PER_AGENT(11, PortViolations::obeysFormerMasters),
    RECURRING_MONITORS_ARE_STATE(12, PortViolations::tellsOfMonitorsOnce),
    LOST_IS_FINAL(13, LogViolations::settlesByLoss),
    FENCE_RESULTS_NAME_THE_INCARNATION(14, LogViolations::fencesWhoeverIsThere),
    A_MACHINE_ALONE_STOPS(20, PortViolations::stopsNothingAlone),
    LEASE_COMES_BACK_IN_TWO_STEPS(21, PortViolations::worksOnAfterLapse),
    NO_ENTRY_IS_SKIPPED(28, LogViolations::skipsWhatItDoesNotKnow);

    private final int number;
    private final Supplier<Planted> planted;

    PlantedRule(int number, Supplier<Planted> planted) {
        this.number = number;
        this.planted = planted;
    }

    /** The rule's number in the table of docs/simulation.md. */
    int number() {
        return number;
    }

    Planted plant() {
        return planted.get();
    }
}
