// SPDX-License-Identifier: Apache-2.0
/**
 * Makes the actions that lead from what is to what was decided: probes, role changes, recurring
 * monitors, migrations, clean-up, and the orderings that each resource has within itself. Start
 * reading at {@link dev.mainstay.scheduler.action.ActionPlanner}.
 */
@NullMarked
package dev.mainstay.scheduler.action;

import org.jspecify.annotations.NullMarked;
