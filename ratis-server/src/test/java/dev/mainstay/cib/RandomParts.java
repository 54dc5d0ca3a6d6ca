// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import dev.mainstay.model.RuleCondition.AttributeExpression;
import dev.mainstay.model.RuleCondition.AttributeOperation;
import dev.mainstay.model.RuleCondition.DateExpression;
import dev.mainstay.model.RuleCondition.DateFields;
import dev.mainstay.model.RuleCondition.DateOperation;
import dev.mainstay.model.RuleCondition.Nested;
import dev.mainstay.model.RuleCondition.OperationExpression;
import dev.mainstay.model.RuleCondition.ResourceExpression;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The small parts of a {@link RandomConfiguration}: texts, blocks of attributes, rules. */
final class RandomParts {
    private static final int RULE_DEPTH = 2;

    /** What XML treats specially, and what it does not. */
    private static final String[] TEXTS = {"x", "INFINITY", "10s", "", " ", "a b", "<&>\"'", "\n",
        "\ttab\r", "Grüße", "\ud83d\ude00", "%n", "]]>", "&amp;", "#uname"};

    private final Random random;
    private int ids;

    RandomParts(long seed) {
        random = new Random(seed);
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    boolean truth() {
        return random.nextBoolean();
    }

    String id() {
        return "e" + ids++;
    }

    String text() {
        return oneOf(TEXTS) + oneOf(TEXTS);
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    String oneOf(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    <T> Optional<T> perhaps(Supplier<T> value) {
        return truth() ? Optional.of(value.get()) : Optional.empty();
    }

    <T> List<T> some(Supplier<T> value) {
        return Stream.generate(value).limit(random.nextInt(3)).toList();
    }

    SortedMap<String, String> options(String... names) {
        SortedMap<String, String> options = new TreeMap<>();
        for (String name : names) {
            if (truth()) {
                options.put(name, text());
            }
        }
        return options;
    }

    List<AttributeSet> sets() {
        return some(() -> new AttributeSet(perhaps(this::id), perhaps(this::id),
                perhaps(this::text), perhaps(() -> rule(0)), some(this::attribute)));
    }

    Rule rule(int depth) {
        return new Rule(perhaps(this::id), perhaps(this::id), oneOf(Rule.Combination.values()),
                perhaps(this::text), perhaps(this::text), perhaps(this::text),
                some(() -> condition(depth)));
    }

    private Attribute attribute() {
        Optional<String> reference = perhaps(this::id);
        return new Attribute(perhaps(this::id), reference,
                reference.isPresent() ? perhaps(this::text) : Optional.of(text()),
                perhaps(this::text));
    }

    private RuleCondition condition(int depth) {
        return switch (number(depth < RULE_DEPTH ? 5 : 4)) {
            case 0 -> new AttributeExpression(perhaps(this::id).orElse(""), text(),
                    oneOf(AttributeOperation.values()), perhaps(this::text), perhaps(this::text),
                    perhaps(this::text));
            case 1 -> new DateExpression(perhaps(this::id).orElse(""),
                    oneOf(DateOperation.values()), perhaps(this::text), perhaps(this::text),
                    perhaps(this::fields), perhaps(this::fields));
            case 2 -> new ResourceExpression(perhaps(this::id).orElse(""), perhaps(this::text),
                    perhaps(this::text), perhaps(this::text));
            case 3 -> new OperationExpression(perhaps(this::id).orElse(""), text(),
                    perhaps(this::text));
            default -> new Nested(rule(depth + 1));
        };
    }

    private DateFields fields() {
        return new DateFields(perhaps(this::id), options("hours", "weekdays", "years"));
    }
}
