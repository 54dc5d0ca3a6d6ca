// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.rule;

import dev.mainstay.model.DurationText;
import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import dev.mainstay.model.RuleCondition.AttributeExpression;
import dev.mainstay.model.RuleCondition.DateExpression;
import dev.mainstay.model.RuleCondition.Nested;
import dev.mainstay.model.RuleCondition.OperationExpression;
import dev.mainstay.model.RuleCondition.ResourceExpression;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;

/** Says whether a rule holds, and remembers when a date will change an answer it gave. */
public final class RuleEvaluator {
    private Optional<Instant> nextChange = Optional.empty();

    /** The earliest time at which a date expression evaluated so far may turn out otherwise. */
    public Optional<Instant> nextChange() {
        return nextChange;
    }

    /** Whether the rule holds; a rule without conditions does not. */
    public boolean holds(Rule rule, RuleContext context) {
        return holds(rule, context, Optional.empty());
    }

    /**
     * As {@link #holds(Rule, RuleContext)}, with the match of a resource pattern whose groups
     * {@code %0} to {@code %9} stand for in attribute names.
     */
    public boolean holds(Rule rule, RuleContext context, Optional<Matcher> pattern) {
        boolean all = rule.combination() == Rule.Combination.ALL;
        boolean result = all && !rule.conditions().isEmpty();
        for (RuleCondition condition : rule.conditions()) {
            boolean met = holds(condition, context, pattern);
            if (all && !met) {
                return false;
            }
            if (!all && met) {
                return true;
            }
        }
        return result;
    }

    /** Replaces {@code %0} to {@code %9} by the groups of a pattern's match. */
    public static String expand(String text, Optional<Matcher> pattern) {
        if (pattern.isEmpty() || text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = i + 1 < text.length() ? text.charAt(i + 1) - '0' : -1;
            if (c == '%' && digit >= 0 && digit <= 9) {
                if (digit <= pattern.get().groupCount() && pattern.get().group(digit) != null) {
                    out.append(pattern.get().group(digit));
                }
                i++;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private boolean holds(
            RuleCondition condition, RuleContext context, Optional<Matcher> pattern) {
        return switch (condition) {
            case Nested(Rule rule) -> holds(rule, context, pattern);
            case AttributeExpression e -> context.nodeAttributes().isPresent()
                    && AttributeComparison.holds(e, context, expand(e.attribute(), pattern));
            case DateExpression e -> dateHolds(e, context.now());
            case ResourceExpression e -> context.agent()
                    .filter(a -> e.standard().map(a.standard()::equals).orElse(true))
                    .filter(a -> e.provider().map(p -> a.provider().equals(Optional.of(p)))
                            .orElse(true))
                    .filter(a -> e.type().map(a.type()::equals).orElse(true))
                    .isPresent();
            case OperationExpression e -> context.operation()
                    .filter(o -> o.name().equals(e.name()))
                    .filter(o -> e.interval()
                            .map(i -> DurationText.millisOrZero(i) == o.intervalMillis())
                            .orElse(true))
                    .isPresent();
        };
    }

    private boolean dateHolds(DateExpression expression, Instant now) {
        DateCondition.Outcome outcome = DateCondition.evaluate(expression, now);
        outcome.nextChange().ifPresent(change -> {
            if (nextChange.isEmpty() || change.isBefore(nextChange.get())) {
                nextChange = Optional.of(change);
            }
        });
        return outcome.met();
    }
}
