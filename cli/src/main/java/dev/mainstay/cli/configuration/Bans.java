// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.proto.v1.ConfigurationProto.AttributeExpression;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.DateExpression;
import dev.mainstay.proto.v1.ConfigurationProto.LocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.Rule;
import dev.mainstay.proto.v1.ConfigurationProto.RuleCondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Constraints that an operator makes in passing, to keep a resource away from a machine. They have
 * the ids that Pacemaker's tools give them, by which these tools and ours find them again.
 */
public final class Bans {

    private static final String BAN = "cli-ban-";
    private static final String PREFER = "cli-prefer-";
    private static final String NEVER = "-INFINITY";

    private Bans() {}

    /**
     * A ban of a resource from a machine.
     *
     * @param promoted whether only the promoted role is banned
     * @param until when it ends by itself
     */
    public record Ban(String resource, String node, boolean promoted, Optional<Instant> until) {}

    public static ConfigurationEdit edit(Ban ban) {
        String id = BAN + ban.resource() + "-on-" + ban.node();
        LocationConstraint.Builder location =
                LocationConstraint.newBuilder().setId(id).setResource(ban.resource());
        if (ban.promoted()) {
            location.setRole("Promoted");
        }
        ban.until().ifPresentOrElse(
                end -> location.addRules(until(id, ban.node(), end)),
                () -> location.setNode(ban.node()).setScore(NEVER));
        return Edits.put(Constraint.newBuilder().setLocation(location).build());
    }

    /**
     * The ids of such constraints of a resource.
     *
     * @param node only those about this machine
     * @param endedBy only those that have ended by then
     */
    public static List<String> of(
            Configuration configuration,
            String resource,
            Optional<String> node,
            Optional<Instant> endedBy) {
        return configuration.getConstraintsList().stream()
                .filter(Constraint::hasLocation)
                .map(Constraint::getLocation)
                .filter(location -> location.getResource().equals(resource))
                .filter(location -> location.getId().startsWith(BAN + resource + "-on-")
                        || location.getId().equals(PREFER + resource))
                .filter(location -> node.isEmpty() || nodes(location).anyMatch(node.get()::equals))
                .filter(location -> endedBy.isEmpty()
                        || end(location).filter(end -> !end.isAfter(endedBy.get())).isPresent())
                .map(LocationConstraint::getId)
                .toList();
    }

    public static List<ConfigurationEdit> removal(List<String> ids) {
        return ids.stream()
                .map(id -> Edits.remove(ConfigurationSection.CONSTRAINTS, id))
                .toList();
    }

    private static Rule until(String id, String node, Instant end) {
        return Rule.newBuilder()
                .setId(id + "-rule")
                .setScore(NEVER)
                .setCombination(Rule.Combination.ALL)
                .addConditions(RuleCondition.newBuilder()
                        .setAttribute(AttributeExpression.newBuilder()
                                .setId(id + "-rule-node")
                                .setAttribute("#uname")
                                .setComparison(AttributeExpression.Comparison.EQUAL)
                                .setValue(node)
                                .setType("string")))
                .addConditions(RuleCondition.newBuilder()
                        .setDate(DateExpression.newBuilder()
                                .setId(id + "-rule-end")
                                .setComparison(DateExpression.Comparison.BEFORE)
                                .setEnd(end.truncatedTo(ChronoUnit.SECONDS).toString())))
                .build();
    }

    private static Stream<String> nodes(LocationConstraint location) {
        return Stream.concat(Stream.of(location.getNode()), conditions(location)
                .filter(RuleCondition::hasAttribute)
                .map(condition -> condition.getAttribute().getValue()));
    }

    private static Optional<Instant> end(LocationConstraint location) {
        return conditions(location)
                .filter(RuleCondition::hasDate)
                .map(condition -> condition.getDate().getEnd())
                .filter(end -> end.matches("[0-9-]+T[0-9:.]+Z"))
                .map(Instant::parse)
                .findFirst();
    }

    private static Stream<RuleCondition> conditions(LocationConstraint location) {
        return location.getRulesList().stream()
                .flatMap(rule -> rule.getConditionsList().stream());
    }
}
