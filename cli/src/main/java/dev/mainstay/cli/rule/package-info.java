// SPDX-License-Identifier: Apache-2.0
/**
 * The language of rules, as pcs has it: {@link dev.mainstay.cli.rule.RuleParser} reads it and
 * {@link dev.mainstay.cli.rule.RuleText} writes it. Knows no verbs and no cluster.
 */
@NullMarked
package dev.mainstay.cli.rule;

import org.jspecify.annotations.NullMarked;
