// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.planning;

import dev.mainstay.scheduler.explain.Ledger;
import dev.mainstay.transition.Transition;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be done in a state, and why.
 *
 * @param recheckAt when to plan again although nothing changes
 */
public record StatePlan(Transition transition, Ledger ledger, Optional<Instant> recheckAt) {}
