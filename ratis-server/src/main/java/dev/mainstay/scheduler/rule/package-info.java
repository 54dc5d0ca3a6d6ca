// SPDX-License-Identifier: Apache-2.0
/**
 * Evaluates rules: against a date, a node's attributes, a resource's agent or an operation. Tells
 * also when a date will next change the outcome. It knows nothing of scores or constraints. Start
 * reading at {@link dev.mainstay.scheduler.rule.RuleEvaluator}.
 */
@NullMarked
package dev.mainstay.scheduler.rule;

import org.jspecify.annotations.NullMarked;
