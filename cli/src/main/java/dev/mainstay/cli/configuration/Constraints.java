// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.grammar.ColocationWords;
import dev.mainstay.cli.grammar.LocationWords;
import dev.mainstay.cli.grammar.OrderWords;
import dev.mainstay.cli.grammar.TicketWords;
import dev.mainstay.proto.v1.ConfigurationProto.ColocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.LocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.OrderConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.TicketConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes constraints of what the user wrote, with the ids that pcs would give them. */
public final class Constraints {

    private static final String MANDATORY = "Mandatory";

    private Constraints() {}

    public static String id(Constraint constraint) {
        return switch (constraint.getKindCase()) {
            case LOCATION -> constraint.getLocation().getId();
            case ORDER -> constraint.getOrder().getId();
            case COLOCATION -> constraint.getColocation().getId();
            case TICKET -> constraint.getTicket().getId();
            case KIND_NOT_SET -> "";
        };
    }

    /** One constraint per node; an earlier one for the same resource and node goes. */
    public static List<ConfigurationEdit> location(
            Configuration configuration, LocationWords words) {
        if (!words.pattern()) {
            ConstraintTargets.require(configuration, words.resource());
        }
        List<ConfigurationEdit> edits = new ArrayList<>();
        Configuration.Builder remaining = configuration.toBuilder().clearConstraints();
        for (Constraint constraint : configuration.getConstraintsList()) {
            if (isReplaced(constraint, words)) {
                edits.add(Edits.remove(ConfigurationSection.CONSTRAINTS, id(constraint)));
            } else {
                remaining.addConstraints(constraint);
            }
        }
        ElementIds ids = new ElementIds(remaining.build());
        for (LocationWords.NodeScore target : words.nodes()) {
            LocationConstraint.Builder location = LocationConstraint.newBuilder()
                    .setId(ids.claim("location-" + words.resource() + "-" + target.node() + "-"
                            + target.score()))
                    .setNode(target.node())
                    .setScore(target.score());
            if (words.pattern()) {
                location.setPattern(words.resource());
            } else {
                location.setResource(words.resource());
            }
            edits.add(Edits.put(Constraint.newBuilder().setLocation(location).build()));
        }
        return edits;
    }

    private static boolean isReplaced(Constraint constraint, LocationWords words) {
        LocationConstraint location = constraint.getLocation();
        String target = words.pattern() ? location.getPattern() : location.getResource();
        return constraint.hasLocation()
                && location.getRulesCount() == 0
                && !location.hasRole()
                && target.equals(words.resource())
                && words.nodes().stream().anyMatch(n -> n.node().equals(location.getNode()));
    }

    public static Constraint order(Configuration configuration, OrderWords words) {
        ConstraintTargets.require(configuration, words.first());
        ConstraintTargets.require(configuration, words.then());
        Map<String, String> options = words.options();
        String kind = options.getOrDefault("kind", MANDATORY);
        OrderConstraint.Builder order = OrderConstraint.newBuilder()
                .setId(new ElementIds(configuration).claim(options, "id",
                        "order-" + words.first() + "-"
                                + words.then() + "-"
                                + (kind.equals(MANDATORY) ? "mandatory" : kind)))
                .setFirst(words.first())
                .setThen(words.then());
        ifGiven(words.firstAction(), order::setFirstAction);
        ifGiven(words.thenAction(), order::setThenAction);
        ifGiven(options.getOrDefault("kind", ""), order::setKind);
        ifGiven(options.getOrDefault("symmetrical", ""), order::setSymmetrical);
        ifGiven(options.getOrDefault("require-all", ""), order::setRequireAll);
        return Constraint.newBuilder().setOrder(order).build();
    }

    public static Constraint colocation(Configuration configuration, ColocationWords words) {
        ConstraintTargets.require(configuration, words.dependent());
        ConstraintTargets.require(configuration, words.primary());
        Map<String, String> options = words.options();
        ColocationConstraint.Builder colocation = ColocationConstraint.newBuilder()
                .setId(new ElementIds(configuration).claim(options, "id",
                        "colocation-" + words.dependent() + "-"
                                + words.primary() + "-" + words.score()))
                .setDependent(words.dependent())
                .setPrimary(words.primary())
                .setScore(words.score());
        ifGiven(words.dependentRole(), colocation::setDependentRole);
        ifGiven(words.primaryRole(), colocation::setPrimaryRole);
        ifGiven(options.getOrDefault("node-attribute", ""), colocation::setNodeAttribute);
        ifGiven(options.getOrDefault("influence", ""), colocation::setInfluence);
        return Constraint.newBuilder().setColocation(colocation).build();
    }

    public static Constraint ticket(Configuration configuration, TicketWords words) {
        ConstraintTargets.require(configuration, words.resource());
        TicketConstraint.Builder ticket = TicketConstraint.newBuilder()
                .setId(new ElementIds(configuration).claim(words.options(), "id",
                        "ticket-" + words.ticket() + "-" + words.resource()
                                + (words.role().isEmpty() ? "" : "-" + words.role())))
                .setTicket(words.ticket())
                .setResource(words.resource());
        ifGiven(words.role(), ticket::setRole);
        ifGiven(words.options().getOrDefault("loss-policy", ""), ticket::setLossPolicy);
        return Constraint.newBuilder().setTicket(ticket).build();
    }

    private static void ifGiven(String value, Consumer<String> setter) {
        if (!value.isEmpty()) {
            setter.accept(value);
        }
    }
}
