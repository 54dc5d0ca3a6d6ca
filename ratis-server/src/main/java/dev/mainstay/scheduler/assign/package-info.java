// SPDX-License-Identifier: Apache-2.0
/**
 * Chooses machines and roles: location scores first, then resource by resource in order of
 * priority, each after the resources it is placed with and with a view on those placed with it.
 * Greedy and without backtracking, as the field expects. Start reading at
 * {@link dev.mainstay.scheduler.assign.Assignment}.
 */
@NullMarked
package dev.mainstay.scheduler.assign;

import org.jspecify.annotations.NullMarked;
