// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.cli.rule.RuleToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts a rule into words and parentheses. Where the shell has given several words, one with a blank
 * in it was quoted there and is a value; a single one is a whole rule.
 */
final class RuleScanner {

    private final String text;
    private final List<RuleToken> tokens = new ArrayList<>();
    private int at;

    private RuleScanner(String text) {
        this.text = text;
    }

    /** The rule as one line of text, into which columns point. */
    static String line(List<String> words) {
        if (words.size() == 1) {
            return words.getFirst();
        }
        return words.stream()
                .map(word -> word.isEmpty() || hasBlank(word) ? quoted(word) : word)
                .collect(Collectors.joining(" "));
    }

    /** Ends with a token of kind END. */
    static List<RuleToken> scan(String text) {
        RuleScanner scanner = new RuleScanner(text);
        while (scanner.at < text.length()) {
            scanner.next();
        }
        scanner.tokens.add(new RuleToken("", text.length(), Kind.END));
        return scanner.tokens;
    }

    /** A value as the scanner reads it back. */
    static String quotedIfNeeded(String value) {
        boolean plain = !value.isEmpty() && !hasBlank(value)
                && value.chars().noneMatch(c -> "()\"'".indexOf(c) >= 0);
        return plain ? value : quoted(value);
    }

    private static String quoted(String value) {
        return value.contains("\"") ? "'" + value + "'" : "\"" + value + "\"";
    }

    private static boolean hasBlank(String value) {
        return value.chars().anyMatch(Character::isWhitespace);
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '(' || c == ')') {
            tokens.add(new RuleToken(String.valueOf(c), at, c == '(' ? Kind.OPEN : Kind.CLOSE));
            at++;
        } else if (c == '"' || c == '\'') {
            quoted(c);
        } else {
            int begin = at;
            while (at < text.length() && isOfWord(text.charAt(at))) {
                at++;
            }
            tokens.add(new RuleToken(text.substring(begin, at), begin, Kind.WORD));
        }
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw RuleMistake.at(text, at, "the quotation that begins here does not end");
        }
        tokens.add(new RuleToken(text.substring(at + 1, end), at, Kind.QUOTED));
        at = end + 1;
    }

    private static boolean isOfWord(char c) {
        return !Character.isWhitespace(c) && c != '(' && c != ')';
    }
}
