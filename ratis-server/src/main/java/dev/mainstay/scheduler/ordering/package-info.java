// SPDX-License-Identifier: Apache-2.0
/**
 * Turns orderings between named tasks into edges between actions and carries what they imply from
 * action to action until nothing changes any more. Start reading at
 * {@link dev.mainstay.scheduler.ordering.OrderingExpansion}.
 */
@NullMarked
package dev.mainstay.scheduler.ordering;

import org.jspecify.annotations.NullMarked;
