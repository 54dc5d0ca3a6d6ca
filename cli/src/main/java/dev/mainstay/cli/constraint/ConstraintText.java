// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.cli.rule.RuleText;
import dev.mainstay.proto.v1.ConfigurationProto.ColocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.LocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.OrderConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceSet;
import dev.mainstay.proto.v1.ConfigurationProto.Rule;
import dev.mainstay.proto.v1.ConfigurationProto.TicketConstraint;
import java.util.List;
import java.util.stream.Collectors;

/** Constraints in words: one line each, with the id. */
public final class ConstraintText {

    private ConstraintText() {}

    public static String format(List<Constraint> constraints, Palette palette) {
        TextTable table = new TextTable();
        for (Constraint constraint : constraints) {
            switch (constraint.getKindCase()) {
                case LOCATION -> location(table, constraint.getLocation(), palette);
                case ORDER -> order(table, constraint.getOrder(), palette);
                case COLOCATION -> colocation(table, constraint.getColocation(), palette);
                case TICKET -> ticket(table, constraint.getTicket(), palette);
                case KIND_NOT_SET -> {}
            }
        }
        return table.format("");
    }

    private static void location(TextTable table, LocationConstraint location, Palette palette) {
        String resource = location.hasPattern()
                ? "regexp%" + location.getPattern()
                : location.getResource() + sets(location.getSetsList());
        String place = location.getRulesCount() > 0
                ? location.getRulesList().stream()
                        .map(ConstraintText::rule).collect(Collectors.joining("; "))
                : location.getScore().startsWith("-")
                        ? "avoids " + location.getNode() + "=" + location.getScore().substring(1)
                        : "prefers " + location.getNode() + "=" + location.getScore();
        table.row("location", resource + " " + place
                + option("resource-discovery", location.getDiscovery()),
                palette.faint(location.getId()));
    }

    private static String rule(Rule rule) {
        return "rule" + option("role", rule.getRole()) + option("score", rule.getScore())
                + option("score-attribute", rule.getScoreAttribute()) + " "
                + RuleText.format(rule);
    }

    private static void order(TextTable table, OrderConstraint order, Palette palette) {
        String text = order.getSetsCount() > 0
                ? sets(order.getSetsList()).strip()
                : prefixed(order.getFirstAction(), order.getFirst()) + " then "
                        + prefixed(order.getThenAction(), order.getThen());
        table.row("order", text + option("kind", order.getKind())
                + option("symmetrical", order.getSymmetrical())
                + option("require-all", order.getRequireAll()), palette.faint(order.getId()));
    }

    private static void colocation(
            TextTable table, ColocationConstraint colocation, Palette palette) {
        String text = colocation.getSetsCount() > 0
                ? sets(colocation.getSetsList()).strip()
                : prefixed(colocation.getDependentRole(), colocation.getDependent()) + " with "
                        + prefixed(colocation.getPrimaryRole(), colocation.getPrimary());
        table.row("colocation", text + option("score", colocation.getScore())
                + option("node-attribute", colocation.getNodeAttribute())
                + option("influence", colocation.getInfluence()),
                palette.faint(colocation.getId()));
    }

    private static void ticket(TextTable table, TicketConstraint ticket, Palette palette) {
        table.row("ticket", ticket.getTicket() + " for "
                + prefixed(ticket.getRole(), ticket.getResource()) + sets(ticket.getSetsList())
                + option("loss-policy", ticket.getLossPolicy()), palette.faint(ticket.getId()));
    }

    private static String prefixed(String word, String resource) {
        return word.isEmpty() ? resource : word + " " + resource;
    }

    private static String option(String name, String value) {
        return value.isEmpty() ? "" : " " + name + "=" + value;
    }

    private static String sets(List<ResourceSet> sets) {
        return sets.stream()
                .map(set -> " set " + String.join(" ", set.getMembersList())
                        + (set.hasSequential() ? option("sequential", set.getSequential()) : "")
                        + (set.hasRequireAll() ? option("require-all", set.getRequireAll()) : "")
                        + option("action", set.getAction())
                        + option("role", set.getRole()))
                .collect(Collectors.joining());
    }

    private static String option(String name, boolean value) {
        return option(name, Boolean.toString(value));
    }
}
