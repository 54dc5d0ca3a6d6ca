// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.remark;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Operation;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.Score;
import dev.mainstay.model.Template;
import dev.mainstay.scheduler.constraint.ResourcePattern;
import dev.mainstay.scheduler.unpack.BundleMachines;
import dev.mainstay.scheduler.unpack.InstanceLimits;
import dev.mainstay.state.ConfigurationProblem;
import dev.mainstay.state.Findings;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Looks through a configuration for what has no effect, or hardly the one that was meant. */
public final class ConfigurationRemarks {
    private static final List<String> ON_FAIL = List.of("ignore", "block", "stop", "restart",
            "standby", "fence", "demote", "restart-container", "migrate");

    private final Configuration configuration;
    private final Findings findings = new Findings();
    private final RuleRemarks rules = new RuleRemarks(findings);
    private final SortedSet<NodeId> members = new TreeSet<>();
    private final SortedSet<NodeId> machines = new TreeSet<>();

    private ConfigurationRemarks(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * All remarks, in the order of the document's sections.
     *
     * @param members machines that are there without being configured
     */
    public static List<ConfigurationProblem> of(
            Configuration configuration, SortedSet<NodeId> members) {
        ConfigurationRemarks remarks = new ConfigurationRemarks(configuration);
        remarks.members.addAll(members);
        remarks.machines.addAll(members);
        remarks.run();
        return remarks.findings.problems();
    }

    private void run() {
        sets("crm_config", configuration.clusterProperties());
        configuration.nodes().forEach(node -> {
            machines.add(node.name());
            if (node.type() == Node.NodeType.MEMBER) {
                members.add(node.name());
            }
            sets(node.name().value(), node.attributes());
            amounts(node.name().value(), node.utilization());
        });
        configuration.templates().forEach(template -> {
            options(template.id().value(), template.options());
            template.operations().operations()
                    .forEach(operation -> operation(template.id().value(), operation));
        });
        configuration.resources().forEach(this::resource);
        configuration.constraints().forEach(this::constraint);
        OrderCircles.report(configuration, findings);
        sets("rsc_defaults", configuration.resourceDefaults());
        sets("op_defaults", configuration.operationDefaults());
        operationMeta("op_defaults", configuration.operationDefaults());
    }

    private void resource(Resource resource) {
        String id = resource.id().value();
        options(id, resource.options());
        switch (resource) {
            case Primitive primitive -> primitive(primitive);
            case Group group -> group.members().forEach(this::resource);
            case Clone clone -> {
                instances(id, "clone-max", value(clone.options(), "clone-max"));
                resource(clone.child());
            }
            case Bundle bundle -> {
                instances(id, "replicas", bundle.container().options()
                        .getOrDefault("replicas", ""));
                machines.addAll(BundleMachines.of(bundle, configuration));
                bundle.primitive().ifPresent(this::resource);
            }
        }
    }

    private void primitive(Primitive primitive) {
        if (agent(primitive).filter(AgentName::isRemoteConnection).isPresent()) {
            behindConnection(primitive, primitive.id().value());
        }
        String guest = value(primitive.options(), "remote-node");
        if (!guest.isEmpty()) {
            behindConnection(primitive, guest);
        }
        primitive.operations().operations()
                .forEach(operation -> operation(primitive.id().value(), operation));
    }

    private Optional<AgentName> agent(Primitive primitive) {
        return primitive.agent().or(() -> primitive.template()
                .flatMap(name -> configuration.templates().stream()
                        .filter(template -> template.id().equals(name)).findFirst())
                .map(Template::agent));
    }

    private void behindConnection(Primitive primitive, String name) {
        NodeId machine = new NodeId(name);
        if (members.contains(machine)) {
            findings.add(primitive.id().value(), "resource " + primitive.id()
                    + " is to connect to " + name + ", which is the name of a cluster member;"
                    + " the member stays a member, and there is no connection");
        }
        machines.add(machine);
    }

    private void instances(String id, String option, String text) {
        Score.parse(text).filter(count -> count.value() > InstanceLimits.PER_RESOURCE)
                .ifPresent(count -> findings.add(id, option + " of " + id + " is " + text + "; "
                        + InstanceLimits.PER_RESOURCE + " instances are planned for at most"));
    }

    private void constraint(Constraint constraint) {
        if (constraint instanceof Constraint.Location location) {
            String id = location.id();
            location.node().filter(node -> !machines.contains(node))
                    .ifPresent(node -> findings.add(id, "location constraint " + id + " names node "
                            + node + ", which does not exist"));
            location.pattern().filter(text -> ResourcePattern.parse(text).isEmpty())
                    .ifPresent(text -> findings.add(id, "location constraint " + id
                            + " has a pattern that is no regular expression, or too long a one: "
                            + text));
            location.rules().forEach(rule -> rules.check(id, rule));
        }
        if (constraint instanceof Constraint.Colocation colocation
                && colocation.dependent().isPresent()
                && colocation.dependent().equals(colocation.primary())) {
            findings.add(colocation.id(), "colocation constraint " + colocation.id() + " places "
                    + colocation.dependent().get() + " with itself");
        }
    }

    private void options(String id, ResourceOptions options) {
        sets(id, options.instanceAttributes());
        sets(id, options.metaAttributes());
        amounts(id, options.utilization());
    }

    private void operation(String id, Operation operation) {
        sets(id, operation.instanceAttributes());
        sets(id, operation.metaAttributes());
        operationMeta("operation " + operation.name() + " of " + id, id,
                operation.metaAttributes());
    }

    private void operationMeta(String owner, List<AttributeSet> sets) {
        operationMeta(owner, owner, sets);
    }

    private void operationMeta(String what, String element, List<AttributeSet> sets) {
        for (AttributeSet set : sets) {
            for (Attribute attribute : set.attributes()) {
                String name = attribute.name().orElse("");
                String text = name + " of " + what;
                attribute.givenValue().ifPresent(value -> {
                    switch (name) {
                        case "timeout", "interval", "start-delay" ->
                                findings.duration(place(element, set, attribute), text, value);
                        case "on-fail" -> findings.oneOf(
                                place(element, set, attribute), text, value, ON_FAIL);
                        case "enabled", "record-pending" ->
                                findings.truth(place(element, set, attribute), text, value);
                        default -> {
                            // Kept for the agent.
                        }
                    }
                });
            }
        }
    }

    private void sets(String owner, List<AttributeSet> sets) {
        for (AttributeSet set : sets) {
            set.rule().ifPresent(rule -> rules.check(set.id().orElse(owner), rule));
            set.score().ifPresent(score -> findings.score(
                    set.id().orElse(owner), "score of a block of " + owner, score));
        }
    }

    private void amounts(String owner, List<AttributeSet> sets) {
        sets(owner, sets);
        for (AttributeSet set : sets) {
            for (Attribute attribute : set.attributes()) {
                attribute.givenValue().ifPresent(value -> findings.integer(
                        place(owner, set, attribute),
                        "utilization " + attribute.name().orElse("") + " of " + owner, value));
            }
        }
    }

    /** The nearest element that has an id. */
    private static String place(String owner, AttributeSet set, Attribute attribute) {
        return attribute.id().or(set::id).orElse(owner);
    }

    private static String value(ResourceOptions options, String name) {
        return options.metaAttributes().stream()
                .flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name().filter(name::equals).isPresent())
                .flatMap(attribute -> attribute.value().stream())
                .findFirst().orElse("");
    }
}
