// SPDX-License-Identifier: Apache-2.0
/**
 * Tries out what has not happened: events are put into a status, and a plan is carried out on
 * paper, to see what the cluster would look like afterwards.
 */
@NullMarked
package dev.mainstay.scheduler.trial;

import org.jspecify.annotations.NullMarked;
