// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.proto.v1.ConfigurationProto.AttributeExpression;
import dev.mainstay.proto.v1.ConfigurationProto.OperationExpression;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceExpression;
import dev.mainstay.proto.v1.ConfigurationProto.RuleCondition;
import java.util.List;
import java.util.Optional;

/** Reads the single conditions of a rule; refuses those that have no meaning where it stands. */
final class ConditionParser {

    private static final String INTERVAL = "interval=";
    private static final List<String> TYPES = List.of("string", "integer", "number", "version");

    private final RuleTokens tokens;
    private final RuleContext context;
    private final DateParser dates;

    ConditionParser(RuleTokens tokens, RuleContext context) {
        this.tokens = tokens;
        this.context = context;
        this.dates = new DateParser(tokens);
    }

    RuleCondition condition() {
        RuleToken first = tokens.word("a condition");
        return switch (first.kind() == RuleToken.Kind.WORD ? first.text() : "") {
            case "defined" -> existence(first, AttributeExpression.Comparison.DEFINED);
            case "not_defined" -> existence(first, AttributeExpression.Comparison.NOT_DEFINED);
            case "date" -> dates.comparison();
            case "date-spec" -> dates.specification();
            case "op" -> operation(first);
            case "resource" -> resource(first);
            default -> comparison(first);
        };
    }

    private RuleCondition existence(RuleToken first, AttributeExpression.Comparison comparison) {
        // A node attribute may bear the keyword's name.
        if (tokens.comparisonFollows()) {
            return comparison(first);
        }
        require(context.knowsNode(), first, "node attributes");
        return attribute(AttributeExpression.newBuilder()
                .setAttribute(tokens.word("the name of a node attribute").text())
                .setComparison(comparison));
    }

    private RuleCondition comparison(RuleToken name) {
        Optional<AttributeExpression.Comparison> comparison =
                Comparisons.of(tokens.peek().text()).filter(found -> tokens.peek().isWord());
        if (comparison.isEmpty()) {
            throw tokens.unexpected("one of lt, gt, lte, gte, eq, ne");
        }
        require(context.knowsNode(), name, "node attributes");
        tokens.next();
        AttributeExpression.Builder expression = AttributeExpression.newBuilder()
                .setAttribute(name.text()).setComparison(comparison.get());
        RuleToken value = tokens.word("a value");
        if (TYPES.contains(value.text()) && value.kind() == RuleToken.Kind.WORD
                && tokens.peek().isValue()) {
            expression.setType(value.text());
            value = tokens.next();
            checkType(expression.getType(), value);
        }
        return attribute(expression.setValue(value.text()));
    }

    private void checkType(String type, RuleToken value) {
        boolean fits = switch (type) {
            case "integer" -> value.text().matches("[+-]?[0-9]{1,18}");
            case "number" -> value.text().matches("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?");
            case "version" -> value.text().matches("[0-9]+(\\.[0-9]+)*");
            default -> true;
        };
        if (!fits) {
            throw tokens.mistake(value, value.shown() + " is no " + type);
        }
    }

    private RuleCondition operation(RuleToken first) {
        if (tokens.comparisonFollows()) {
            return comparison(first);
        }
        require(context.knowsOperation(), first, "operations");
        OperationExpression.Builder expression = OperationExpression.newBuilder()
                .setName(tokens.word("the name of an operation").text());
        if (tokens.peek().isAssignment()) {
            RuleToken interval = tokens.next();
            if (!interval.text().matches(INTERVAL + "[0-9]+[a-z]*")) {
                throw tokens.mistake(interval, "only interval=DURATION may follow an operation");
            }
            expression.setInterval(interval.text().substring(INTERVAL.length()));
        }
        return RuleCondition.newBuilder().setOperation(expression).build();
    }

    private RuleCondition resource(RuleToken first) {
        if (tokens.comparisonFollows()) {
            return comparison(first);
        }
        require(context.knowsAgent(), first, "agents");
        RuleToken agent = tokens.word("[STANDARD]:[PROVIDER]:[TYPE]");
        String[] parts = agent.text().split(":", -1);
        if (parts.length != 3 || agent.text().equals("::")) {
            throw tokens.mistake(agent, agent.shown()
                    + " is not of the form [STANDARD]:[PROVIDER]:[TYPE]");
        }
        ResourceExpression.Builder expression = ResourceExpression.newBuilder();
        if (!parts[0].isEmpty()) {
            expression.setStandard(parts[0]);
        }
        if (!parts[1].isEmpty()) {
            expression.setProvider(parts[1]);
        }
        if (!parts[2].isEmpty()) {
            expression.setType(parts[2]);
        }
        return RuleCondition.newBuilder().setResource(expression).build();
    }

    private void require(boolean known, RuleToken first, String what) {
        if (!known) {
            throw tokens.mistake(first, what + " cannot be asked for in " + context.text());
        }
    }

    private static RuleCondition attribute(AttributeExpression.Builder expression) {
        return RuleCondition.newBuilder().setAttribute(expression).build();
    }
}
