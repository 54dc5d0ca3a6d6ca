// SPDX-License-Identifier: Apache-2.0
/**
 * The working state of one run of the scheduler: machines, resource instances, scores, constraints
 * and actions, all mutable and all dropped after the run. Every step reads what earlier steps left
 * here and adds its own. Nothing iterates in hash order. Start reading at
 * {@link dev.mainstay.scheduler.work.WorkingState}.
 */
@NullMarked
package dev.mainstay.scheduler.work;

import org.jspecify.annotations.NullMarked;
