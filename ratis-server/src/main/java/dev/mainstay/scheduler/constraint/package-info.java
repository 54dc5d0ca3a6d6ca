// SPDX-License-Identifier: Apache-2.0
/**
 * Turns configured constraints into working ones: patterns, tags, templates and sets become pairs
 * of resources, rules become scores of machines. Start reading at
 * {@link dev.mainstay.scheduler.constraint.ConstraintUnpacker}.
 */
@NullMarked
package dev.mainstay.scheduler.constraint;

import org.jspecify.annotations.NullMarked;
