// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.Group;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Template;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Checks resources and templates, and learns the names that constraints may use. */
final class ResourceCheck {

    private static final List<String> STANDARDS =
            List.of("ocf", "systemd", "lsb", "service", "stonith", "upstart", "nagios");

    private final Configuration configuration;
    private final Findings findings;
    private final TreeSet<ResourceId> templates = new TreeSet<>();
    private final TreeSet<ResourceId> names = new TreeSet<>();

    ResourceCheck(Configuration configuration, Findings findings) {
        this.configuration = configuration;
        this.findings = findings;
    }

    /** Ids of all resources; after {@link #run}. */
    SortedSet<ResourceId> names() {
        return names;
    }

    void run() {
        for (Template template : configuration.templates()) {
            templates.add(template.id());
            checkId(template.id());
            checkAgent(template.id(), template.agent());
            OptionDomains.checkMeta(template.id().value(), template.options().metaAttributes(),
                    findings);
            checkOperations(template.id(), template.operations());
        }
        configuration.resources().forEach(this::check);
    }

    private void check(Resource resource) {
        names.add(resource.id());
        checkId(resource.id());
        OptionDomains.checkMeta(resource.id().value(), resource.options().metaAttributes(),
                findings);
        switch (resource) {
            case Primitive primitive -> checkPrimitive(primitive);
            case Group group -> checkGroup(group);
            case Clone clone -> checkClone(clone);
            case Bundle bundle -> bundle.primitive().ifPresent(this::check);
        }
    }

    private void checkPrimitive(Primitive primitive) {
        String id = primitive.id().value();
        if (primitive.agent().isPresent() == primitive.template().isPresent()) {
            findings.add(id, "primitive " + id + " needs either an agent or a template");
        }
        primitive.agent().ifPresent(agent -> checkAgent(primitive.id(), agent));
        primitive.template()
                .filter(template -> !templates.contains(template))
                .ifPresent(template -> findings.add(id, "primitive " + id + " uses template "
                        + template + ", which does not exist"));
        checkOperations(primitive.id(), primitive.operations());
    }

    private void checkGroup(Group group) {
        if (group.members().isEmpty()) {
            findings.add(group.id().value(), "group " + group.id() + " has no members");
        }
        group.members().forEach(this::check);
    }

    private void checkClone(Clone clone) {
        switch (clone.child()) {
            case Primitive _,Group _ -> {
                // What a clone is for.
            }
            case Clone _,Bundle _ -> findings.add(clone.id().value(), "clone " + clone.id()
                    + " holds " + clone.child().id()
                    + "; only a primitive or a group can be cloned");
        }
        check(clone.child());
    }

    private void checkId(ResourceId id) {
        if (id.value().indexOf(':') >= 0 || id.value().isBlank()) {
            findings.add(id.value(), "\"" + id + "\" cannot be the id of a resource: it must not"
                    + " be blank nor contain a colon");
        }
    }

    private void checkAgent(ResourceId id, AgentName agent) {
        if (!STANDARDS.contains(agent.standard())) {
            findings.add(id.value(), "resource " + id + " has an agent of standard "
                    + agent.standard() + "; known are " + String.join(", ", STANDARDS));
        } else if (agent.standard().equals("ocf") && agent.provider().isEmpty()) {
            findings.add(id.value(), "the agent of resource " + id
                    + " needs a provider, as in ocf:heartbeat:" + agent.type());
        }
    }

    private void checkOperations(ResourceId id, OperationList list) {
        TreeSet<String> seen = new TreeSet<>();
        for (Operation operation : list.operations()) {
            if (operation.reference().isPresent()) {
                continue;
            }
            OptionDomains.checkOperation(id.value(), operation, findings);
            long interval = DurationText.millisOrZero(operation.interval());
            if (!seen.add(operation.name() + "_" + interval)) {
                findings.add(id.value(), "resource " + id + " has two operations "
                        + operation.name() + " with interval " + interval + " ms");
            }
        }
    }
}
