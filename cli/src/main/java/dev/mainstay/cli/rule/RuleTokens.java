// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.List;

/** The words of a rule, one after the other. */
final class RuleTokens {

    private final String text;
    private final List<RuleToken> tokens;
    private int at;

    RuleTokens(String text) {
        this.text = text;
        this.tokens = RuleScanner.scan(text);
    }

    RuleToken peek() {
        return tokens.get(at);
    }

    /** Whether a comparison and a value follow, so that the word before them is a name. */
    boolean comparisonFollows() {
        return peek().kind() == RuleToken.Kind.WORD
                && Comparisons.of(peek().text()).isPresent()
                && at + 1 < tokens.size()
                && tokens.get(at + 1).isValue();
    }

    /** Stays at the end. */
    RuleToken next() {
        RuleToken token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Whether the keyword came next; it is passed then. */
    boolean skip(String keyword) {
        boolean found = peek().is(keyword);
        if (found) {
            next();
        }
        return found;
    }

    /** The next word, which has to be there. */
    RuleToken word(String what) {
        if (!peek().isWord()) {
            throw unexpected(what);
        }
        return next();
    }

    CommandFailure unexpected(String expected) {
        return mistake(peek(), expected + " is expected here, not " + peek().shown());
    }

    CommandFailure mistake(RuleToken token, String problem) {
        return RuleMistake.at(text, token.column(), problem);
    }
}
