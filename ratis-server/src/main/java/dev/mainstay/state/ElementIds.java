// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Alert;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.Node;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** All ids of a configuration: one name space over all kinds of elements, as in the CIB. */
final class ElementIds {

    private final TreeSet<String> ids = new TreeSet<>();
    private final TreeSet<String> duplicates = new TreeSet<>();
    private final TreeMap<String, String> references = new TreeMap<>();

    private ElementIds() {}

    static ElementIds of(Configuration configuration) {
        ElementIds found = new ElementIds();
        configuration.nodes().forEach(node -> {
            // A remote node is known by the id of the resource that connects to it.
            if (node.type() != Node.NodeType.REMOTE) {
                found.add(node.identity());
            }
            found.addSets(node.attributes());
            found.addSets(node.utilization());
        });
        configuration.templates().forEach(template -> {
            found.add(template.id().value());
            found.addOptions(template.options());
            found.addOperations(template.operations());
        });
        configuration.resources().forEach(found::addResource);
        configuration.constraints().forEach(found::addConstraint);
        configuration.tags().forEach(tag -> found.add(tag.id().value()));
        configuration.fencingLevels().forEach(level -> found.add(level.id()));
        configuration.alerts().forEach(found::addAlert);
        found.addSets(configuration.clusterProperties());
        found.addSets(configuration.resourceDefaults());
        found.addSets(configuration.operationDefaults());
        return found;
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    void report(Findings findings) {
        duplicates.forEach(id -> findings.add(id, "id " + id + " is used more than once"));
        references.forEach((reference, owner) -> {
            if (!ids.contains(reference)) {
                findings.add(reference, owner + " refers to " + reference
                        + ", which does not exist");
            }
        });
    }

    private void addResource(Resource resource) {
        add(resource.id().value());
        addOptions(resource.options());
        switch (resource) {
            case Primitive primitive -> addOperations(primitive.operations());
            case Group group -> group.members().forEach(this::addResource);
            case Clone clone -> addResource(clone.child());
            case Bundle bundle -> {
                bundle.primitive().ifPresent(this::addResource);
                bundle.network().ifPresent(network -> {
                    addIfSet(network.id());
                    network.ports().forEach(port -> add(port.id()));
                });
                bundle.storage().ifPresent(storage -> {
                    addIfSet(storage.id());
                    storage.mappings().forEach(mapping -> add(mapping.id()));
                });
            }
        }
    }

    private void addConstraint(Constraint constraint) {
        add(constraint.id());
        List<ResourceSet> sets = switch (constraint) {
            case Constraint.Location location -> {
                location.rules().forEach(this::addRule);
                yield location.sets();
            }
            case Constraint.Order order -> order.sets();
            case Constraint.Colocation colocation -> colocation.sets();
            case Constraint.Ticket ticket -> ticket.sets();
        };
        sets.forEach(set -> {
            addIfSet(set.id());
            refer("a resource set of " + constraint.id(), set.reference());
        });
    }

    private void addAlert(Alert alert) {
        add(alert.id());
        addSets(alert.instanceAttributes());
        addSets(alert.metaAttributes());
        alert.recipients().forEach(recipient -> {
            add(recipient.id());
            addSets(recipient.instanceAttributes());
            addSets(recipient.metaAttributes());
        });
    }

    private void addOptions(ResourceOptions options) {
        addSets(options.instanceAttributes());
        addSets(options.metaAttributes());
        addSets(options.utilization());
    }

    private void addOperations(OperationList list) {
        addIfSet(list.id());
        refer("a list of operations", list.reference());
        list.operations().forEach(operation -> {
            addIfSet(operation.id());
            refer("an operation", operation.reference());
            addSets(operation.instanceAttributes());
            addSets(operation.metaAttributes());
        });
    }

    private void addSets(List<AttributeSet> sets) {
        for (AttributeSet set : sets) {
            addIfSet(set.id());
            refer("a block of attributes", set.reference());
            set.rule().ifPresent(this::addRule);
            set.attributes().forEach(attribute -> {
                addIfSet(attribute.id());
                refer("an attribute", attribute.reference());
            });
        }
    }

    private void addRule(Rule rule) {
        List<Rule> open = new ArrayList<>(List.of(rule));
        while (!open.isEmpty()) {
            Rule next = open.removeLast();
            addIfSet(next.id());
            refer("a rule", next.reference());
            for (RuleCondition condition : next.conditions()) {
                switch (condition) {
                    case RuleCondition.AttributeExpression e -> addIfSet(Optional.of(e.id()));
                    case RuleCondition.DateExpression e -> {
                        addIfSet(Optional.of(e.id()));
                        e.specification().ifPresent(fields -> addIfSet(fields.id()));
                        e.duration().ifPresent(fields -> addIfSet(fields.id()));
                    }
                    case RuleCondition.ResourceExpression e -> addIfSet(Optional.of(e.id()));
                    case RuleCondition.OperationExpression e -> addIfSet(Optional.of(e.id()));
                    case RuleCondition.Nested(Rule inner) -> open.add(inner);
                }
            }
        }
    }

    private void refer(String owner, Optional<String> reference) {
        reference.ifPresent(id -> references.put(id, owner));
    }

    private void addIfSet(Optional<String> id) {
        id.filter(text -> !text.isEmpty()).ifPresent(this::add);
    }

    private void add(String id) {
        if (!ids.add(id)) {
            duplicates.add(id);
        }
    }
}
