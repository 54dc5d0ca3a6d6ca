// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

/**
 * A word or parenthesis of a rule.
 *
 * @param column where it begins in the rule's text, from 0
 * @param kind whether it may be a keyword
 */
record RuleToken(String text, int column, Kind kind) {

    /** What the scanner saw. */
    enum Kind {
        /** A word that may be a keyword, a name or a value. */
        WORD,
        /** A value in quotes, never a keyword. */
        QUOTED,
        OPEN,
        CLOSE,
        END
    }

    boolean is(String keyword) {
        return kind == Kind.WORD && text.equals(keyword);
    }

    boolean isWord() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** Whether it is a word that does not join conditions. */
    boolean isValue() {
        return isWord() && !is("and") && !is("or");
    }

    boolean isAssignment() {
        return kind == Kind.WORD && text.indexOf('=') > 0;
    }

    /** For messages. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}
