// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Checks constraints: what they name, and their values. */
final class ConstraintCheck {

    private static final List<String> KINDS = List.of("Mandatory", "Optional", "Serialize");
    private static final List<String> ACTIONS = List.of("start", "stop", "promote", "demote");
    private static final List<String> DISCOVERIES = List.of("always", "never", "exclusive");
    private static final List<String> LOSS_POLICIES = List.of("stop", "demote", "fence", "freeze");

    private final SortedSet<ResourceId> resources;
    private final TreeSet<ResourceId> nameable = new TreeSet<>();
    private final Findings findings;

    ConstraintCheck(SortedSet<ResourceId> resources, Findings findings) {
        this.resources = resources;
        this.findings = findings;
    }

    void run(Configuration configuration) {
        nameable.addAll(resources);
        configuration.templates().forEach(template -> nameable.add(template.id()));
        configuration.tags().forEach(tag -> nameable.add(tag.id()));
        for (Constraint constraint : configuration.constraints()) {
            switch (constraint) {
                case Constraint.Location location -> check(location);
                case Constraint.Order order -> check(order);
                case Constraint.Colocation colocation -> check(colocation);
                case Constraint.Ticket ticket -> check(ticket);
            }
        }
    }

    private void check(Constraint.Location location) {
        String id = location.id();
        String what = "location constraint " + id;
        exists(id, what, location.resource());
        sets(id, what, location.sets());
        if (location.resource().isEmpty() && location.pattern().isEmpty()
                && location.sets().isEmpty()) {
            findings.add(id, what + " names no resource");
        }
        if (location.node().isEmpty() && location.rules().isEmpty()) {
            findings.add(id, what + " names no node and has no rule");
        }
        location.score().ifPresent(score -> findings.score(id, what + ": score", score));
        location.role().ifPresent(role -> findings.role(id, what + ": role", role));
        location.discovery().ifPresent(discovery -> findings.oneOf(id,
                what + ": resource-discovery", discovery, DISCOVERIES));
        location.rules().forEach(rule -> rule.score()
                .ifPresent(score -> findings.score(id, what + ": score of its rule", score)));
    }

    private void check(Constraint.Order order) {
        String id = order.id();
        String what = "order constraint " + id;
        exists(id, what, order.first());
        exists(id, what, order.then());
        sets(id, what, order.sets());
        if (order.sets().isEmpty() && (order.first().isEmpty() || order.then().isEmpty())) {
            findings.add(id, what + " needs both a first and a then resource");
        }
        order.firstAction()
                .ifPresent(action -> findings.oneOf(id, what + ": first-action", action, ACTIONS));
        order.thenAction()
                .ifPresent(action -> findings.oneOf(id, what + ": then-action", action, ACTIONS));
        order.kind().ifPresent(kind -> findings.oneOf(id, what + ": kind", kind, KINDS));
        order.score().ifPresent(score -> findings.score(id, what + ": score", score));
        order.symmetrical().ifPresent(value -> findings.truth(id, what + ": symmetrical", value));
        order.requireAll().ifPresent(value -> findings.truth(id, what + ": require-all", value));
    }

    private void check(Constraint.Colocation colocation) {
        String id = colocation.id();
        String what = "colocation constraint " + id;
        exists(id, what, colocation.dependent());
        exists(id, what, colocation.primary());
        sets(id, what, colocation.sets());
        if (colocation.sets().isEmpty()
                && (colocation.dependent().isEmpty() || colocation.primary().isEmpty())) {
            findings.add(id, what + " needs both a dependent and a primary resource");
        }
        colocation.score().ifPresent(score -> findings.score(id, what + ": score", score));
        colocation.dependentRole().ifPresent(role -> findings.role(id, what + ": role", role));
        colocation.primaryRole().ifPresent(
                role -> findings.role(id, what + ": role of the primary resource", role));
        colocation.influence().ifPresent(value -> findings.truth(id, what + ": influence", value));
    }

    private void check(Constraint.Ticket ticket) {
        String id = ticket.id();
        String what = "ticket constraint " + id;
        exists(id, what, ticket.resource());
        sets(id, what, ticket.sets());
        if (ticket.resource().isEmpty() && ticket.sets().isEmpty()) {
            findings.add(id, what + " names no resource");
        }
        ticket.role().ifPresent(role -> findings.role(id, what + ": role", role));
        ticket.lossPolicy().ifPresent(
                policy -> findings.oneOf(id, what + ": loss-policy", policy, LOSS_POLICIES));
    }

    private void sets(String id, String what, List<ResourceSet> sets) {
        for (ResourceSet set : sets) {
            set.members().forEach(member -> exists(id, what, Optional.of(member)));
            if (set.members().isEmpty() && set.reference().isEmpty()) {
                findings.add(id, what + " has an empty set");
            }
            set.role().ifPresent(role -> findings.role(id, what + ": role of a set", role));
            set.score().ifPresent(score -> findings.score(id, what + ": score of a set", score));
            set.action().ifPresent(
                    action -> findings.oneOf(id, what + ": action of a set", action, ACTIONS));
            set.kind().ifPresent(kind -> findings.oneOf(id, what + ": kind of a set", kind, KINDS));
        }
    }

    private void exists(String id, String what, Optional<ResourceId> resource) {
        resource.filter(name -> !nameable.contains(name)).ifPresent(
                name -> findings.add(id, what + " names " + name + ", which does not exist"));
    }
}
