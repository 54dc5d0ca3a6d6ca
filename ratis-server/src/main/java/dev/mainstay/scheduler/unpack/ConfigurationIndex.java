// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.Node;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.ResourceSet;
import dev.mainstay.model.Rule;
import dev.mainstay.model.RuleCondition;
import dev.mainstay.model.Template;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Finds what other parts of the configuration refer to by id. */
public final class ConfigurationIndex {
    private final TreeMap<String, AttributeSet> sets = new TreeMap<>();
    private final TreeMap<String, Attribute> attributes = new TreeMap<>();
    private final TreeMap<String, Rule> rules = new TreeMap<>();
    private final TreeMap<String, Operation> operations = new TreeMap<>();
    private final TreeMap<String, OperationList> operationLists = new TreeMap<>();
    private final TreeMap<String, ResourceSet> resourceSets = new TreeMap<>();
    private final TreeMap<ResourceId, Template> templates = new TreeMap<>();

    public ConfigurationIndex(Configuration configuration) {
        addSets(configuration.clusterProperties());
        addSets(configuration.resourceDefaults());
        addSets(configuration.operationDefaults());
        for (Node node : configuration.nodes()) {
            addSets(node.attributes());
            addSets(node.utilization());
        }
        for (Template template : configuration.templates()) {
            templates.put(template.id(), template);
            addOptions(template.options());
            addOperations(template.operations());
        }
        configuration.resources().forEach(this::addResource);
        configuration.constraints().forEach(this::addConstraint);
    }

    public Optional<Template> template(ResourceId id) {
        return Optional.ofNullable(templates.get(id));
    }

    /** The set itself, or the one it refers to; empty if that does not exist. */
    public Optional<AttributeSet> follow(AttributeSet set) {
        return set.reference().isEmpty() ? Optional.of(set)
                : Optional.ofNullable(sets.get(set.reference().get()));
    }

    public Optional<Attribute> follow(Attribute attribute) {
        if (attribute.reference().isEmpty()) {
            return Optional.of(attribute);
        }
        return Optional.ofNullable(attributes.get(attribute.reference().get()))
                .map(found -> new Attribute(found.id(), Optional.empty(),
                        attribute.name().or(found::name), found.value()));
    }

    public Optional<Rule> follow(Rule rule) {
        return rule.reference().isEmpty() ? Optional.of(rule)
                : Optional.ofNullable(rules.get(rule.reference().get()));
    }

    public Optional<ResourceSet> follow(ResourceSet set) {
        return set.reference().isEmpty() ? Optional.of(set)
                : Optional.ofNullable(resourceSets.get(set.reference().get()));
    }

    public List<Operation> follow(OperationList list) {
        OperationList found = list.reference().isEmpty() ? list
                : operationLists.getOrDefault(list.reference().get(), OperationList.EMPTY);
        return found.operations().stream().allMatch(o -> o.reference().isEmpty())
                ? found.operations()
                : found.operations().stream().flatMap(o -> follow(o).stream()).toList();
    }

    private Optional<Operation> follow(Operation operation) {
        return operation.reference().isEmpty() ? Optional.of(operation)
                : Optional.ofNullable(operations.get(operation.reference().get()));
    }

    private void addResource(Resource resource) {
        addOptions(resource.options());
        switch (resource) {
            case Primitive primitive -> addOperations(primitive.operations());
            case Group group -> group.members().forEach(this::addResource);
            case Clone clone -> addResource(clone.child());
            case Bundle bundle -> bundle.primitive().ifPresent(this::addResource);
        }
    }

    private void addOptions(ResourceOptions options) {
        addSets(options.instanceAttributes());
        addSets(options.metaAttributes());
        addSets(options.utilization());
    }

    private void addOperations(OperationList list) {
        list.id().ifPresent(id -> operationLists.putIfAbsent(id, list));
        for (Operation operation : list.operations()) {
            if (operation.reference().isEmpty()) {
                operation.id().ifPresent(id -> operations.putIfAbsent(id, operation));
            }
            addSets(operation.instanceAttributes());
            addSets(operation.metaAttributes());
        }
    }

    private void addSets(List<AttributeSet> added) {
        for (AttributeSet set : added) {
            if (set.reference().isEmpty()) {
                set.id().ifPresent(id -> sets.putIfAbsent(id, set));
            }
            set.rule().ifPresent(this::addRule);
            for (Attribute attribute : set.attributes()) {
                if (attribute.reference().isEmpty()) {
                    attribute.id().ifPresent(id -> attributes.putIfAbsent(id, attribute));
                }
            }
        }
    }

    private void addRule(Rule rule) {
        if (rule.reference().isEmpty()) {
            rule.id().ifPresent(id -> rules.putIfAbsent(id, rule));
        }
        for (RuleCondition condition : rule.conditions()) {
            if (condition instanceof RuleCondition.Nested(Rule nested)) {
                addRule(nested);
            }
        }
    }

    private void addConstraint(Constraint constraint) {
        List<ResourceSet> found = switch (constraint) {
            case Constraint.Location location -> {
                location.rules().forEach(this::addRule);
                yield location.sets();
            }
            case Constraint.Order order -> order.sets();
            case Constraint.Colocation colocation -> colocation.sets();
            case Constraint.Ticket ticket -> ticket.sets();
        };
        for (ResourceSet set : found) {
            if (set.reference().isEmpty()) {
                set.id().ifPresent(id -> resourceSets.putIfAbsent(id, set));
            }
        }
    }
}
