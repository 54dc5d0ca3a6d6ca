// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.rule;

import dev.mainstay.proto.v1.ConfigurationProto.DateExpression;
import dev.mainstay.proto.v1.ConfigurationProto.Rule;
import dev.mainstay.proto.v1.ConfigurationProto.RuleCondition;
import java.util.function.UnaryOperator;

/** Gives a rule and all that is in it ids made from the rule's own, as pcs does. */
public final class RuleIds {

    private final UnaryOperator<String> claim;

    private RuleIds(UnaryOperator<String> claim) {
        this.claim = claim;
    }

    /**
     * The rule with ids.
     *
     * @param id of the rule, claimed already
     * @param claim gives the wanted id, or a free one like it
     */
    public static Rule give(Rule rule, String id, UnaryOperator<String> claim) {
        return new RuleIds(claim).rule(rule, id);
    }

    private Rule rule(Rule rule, String id) {
        Rule.Builder named = rule.toBuilder().setId(id).clearConditions();
        rule.getConditionsList().forEach(
                condition -> named.addConditions(condition(condition, id)));
        return named.build();
    }

    private RuleCondition condition(RuleCondition condition, String rule) {
        RuleCondition.Builder named = condition.toBuilder();
        switch (condition.getKindCase()) {
            case RULE -> named.setRule(rule(condition.getRule(), claim.apply(rule + "-rule")));
            case ATTRIBUTE -> named.getAttributeBuilder().setId(claim.apply(rule + "-expr"));
            case RESOURCE -> named.getResourceBuilder().setId(claim.apply(rule + "-rsc"));
            case OPERATION -> named.getOperationBuilder().setId(claim.apply(rule + "-op"));
            case DATE -> named.setDate(date(condition.getDate(), claim.apply(rule + "-expr")));
            case KIND_NOT_SET -> {
                // Nothing to name.
            }
        }
        return named.build();
    }

    private DateExpression date(DateExpression date, String id) {
        DateExpression.Builder named = date.toBuilder().setId(id);
        if (date.hasSpecification()) {
            named.getSpecificationBuilder().setId(claim.apply(id + "-datespec"));
        }
        if (date.hasDuration()) {
            named.getDurationBuilder().setId(claim.apply(id + "-duration"));
        }
        return named.build();
    }
}
