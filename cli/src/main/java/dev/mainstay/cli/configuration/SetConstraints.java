// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.Roles;
import dev.mainstay.cli.grammar.Scores;
import dev.mainstay.cli.grammar.SetWords;
import dev.mainstay.proto.v1.ConfigurationProto.ColocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.OrderConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceSet;
import dev.mainstay.proto.v1.ConfigurationProto.TicketConstraint;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes constraints over sets of resources. */
public final class SetConstraints {

    private static final String TICKET = "ticket";

    private SetConstraints() {}

    public static SetWords parseOrder(List<String> words) {
        return SetWords.parse(words, List.of("sequential", "require-all", "action"),
                List.of("id", "kind", "symmetrical"));
    }

    public static SetWords parseColocation(List<String> words) {
        return SetWords.parse(words, List.of("sequential", "role"), List.of("id", "score"));
    }

    /** @throws CommandFailure also where no ticket is named */
    public static SetWords parseTicket(List<String> words) {
        SetWords sets = SetWords.parse(words, List.of("role"),
                List.of("id", TICKET, "loss-policy"));
        if (sets.options().getOrDefault(TICKET, "").isEmpty()) {
            throw CommandFailure.usage("The ticket is missing.",
                    "Add it: setoptions ticket=NAME");
        }
        return sets;
    }

    public static Constraint order(Configuration configuration, SetWords words) {
        ElementIds ids = new ElementIds(configuration);
        OrderConstraint.Builder order = OrderConstraint.newBuilder()
                .setId(ids.claim(words.options(), "id", "order" + name(words)));
        given(words.options(), "kind", order::setKind);
        given(words.options(), "symmetrical", order::setSymmetrical);
        order.addAllSets(sets(configuration, words, order.getId(), ids));
        return Constraint.newBuilder().setOrder(order).build();
    }

    public static Constraint colocation(Configuration configuration, SetWords words) {
        ElementIds ids = new ElementIds(configuration);
        ColocationConstraint.Builder colocation = ColocationConstraint.newBuilder()
                .setId(ids.claim(words.options(), "id", "colocation" + name(words)))
                .setScore(Scores.normal(
                        words.options().getOrDefault("score", Scores.INFINITY)));
        colocation.addAllSets(sets(configuration, words, colocation.getId(), ids));
        return Constraint.newBuilder().setColocation(colocation).build();
    }

    public static Constraint ticket(Configuration configuration, SetWords words) {
        ElementIds ids = new ElementIds(configuration);
        String ticket = words.options().get(TICKET);
        TicketConstraint.Builder constraint = TicketConstraint.newBuilder()
                .setId(ids.claim(words.options(), "id", TICKET + "-" + ticket + name(words)))
                .setTicket(ticket);
        given(words.options(), "loss-policy", constraint::setLossPolicy);
        constraint.addAllSets(sets(configuration, words, constraint.getId(), ids));
        return Constraint.newBuilder().setTicket(constraint).build();
    }

    private static List<ResourceSet> sets(
            Configuration configuration, SetWords words, String id, ElementIds ids) {
        return words.sets().stream().map(set -> {
            set.members().forEach(member -> ConstraintTargets.require(configuration, member));
            ResourceSet.Builder made = ResourceSet.newBuilder()
                    .setId(ids.claim(id + "-set"))
                    .addAllMembers(set.members());
            given(set.options(), "sequential",
                    value -> made.setSequential(truth("sequential", value)));
            given(set.options(), "require-all",
                    value -> made.setRequireAll(truth("require-all", value)));
            given(set.options(), "action", made::setAction);
            given(set.options(), "role", value -> made.setRole(Roles.normal(value)));
            return made.build();
        }).toList();
    }

    private static String name(SetWords words) {
        return words.sets().stream()
                .map(set -> "_set_" + String.join("_", set.members()))
                .collect(Collectors.joining());
    }

    private static boolean truth(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw CommandFailure.usage(
                    "'" + name + "' is '" + value + "'; it has to be true or false.", "");
        };
    }

    private static void given(
            SequencedMap<String, String> options, String name, Consumer<String> setter) {
        String value = options.getOrDefault(name, "");
        if (!value.isEmpty()) {
            setter.accept(value);
        }
    }
}
