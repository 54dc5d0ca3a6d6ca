// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.cli.failure.CommandFailure;

/** Makes the messages about rules: what is wrong, with an arrow to the column. */
final class RuleMistake {

    private static final String INDENT = "  ";

    private RuleMistake() {}

    static CommandFailure at(String text, int column, String problem) {
        return at(text, column, problem, "");
    }

    static CommandFailure at(String text, int column, String problem, String advice) {
        return CommandFailure.usage("In the rule, column " + (column + 1) + ": " + problem + ".\n"
                + INDENT + text + "\n"
                + INDENT + " ".repeat(column) + "^", advice);
    }
}
