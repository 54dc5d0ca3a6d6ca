// SPDX-License-Identifier: Apache-2.0
/**
 * The grammar of the words after a verb, as pcs has it: {@code name=value}, keyword sections such
 * as {@code op} and {@code meta}, agent names and scores. Turns words into records and nothing
 * else; must know neither the API nor picocli.
 */
@NullMarked
package dev.mainstay.cli.grammar;

import org.jspecify.annotations.NullMarked;
