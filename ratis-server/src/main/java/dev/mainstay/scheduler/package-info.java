// SPDX-License-Identifier: Apache-2.0
/**
 * Decides what runs where and what has to be done for it: a pure function from configuration,
 * status and time to a plan. It must not know of the log, of clocks or of any machine's disk. Start
 * reading at {@link dev.mainstay.scheduler.SchedulerInput}.
 */
@NullMarked
package dev.mainstay.scheduler;

import org.jspecify.annotations.NullMarked;
