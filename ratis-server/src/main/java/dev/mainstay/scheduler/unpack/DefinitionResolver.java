// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Operation;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.Role;
import dev.mainstay.model.Template;
import dev.mainstay.scheduler.work.ResolvedDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows a primitive's template: its own values come first, its own operations replace. */
public final class DefinitionResolver {
    private static final AgentName COLLECTIVE = new AgentName("", Optional.empty(), "");

    private final ConfigurationIndex index;

    public DefinitionResolver(ConfigurationIndex index) {
        this.index = index;
    }

    /** Empty if it names a template that does not exist. */
    public Optional<ResolvedDefinition> resolve(Primitive primitive) {
        Optional<Template> template = primitive.template().flatMap(index::template);
        Optional<AgentName> agent = primitive.agent().or(() -> template.map(Template::agent));
        if (agent.isEmpty()) {
            return Optional.empty();
        }
        ResourceOptions own = primitive.options();
        ResourceOptions inherited =
                template.map(Template::options).orElse(ResourceOptions.EMPTY);
        List<Operation> operations = new ArrayList<>(index.follow(primitive.operations()));
        template.map(t -> index.follow(t.operations())).orElse(List.of()).stream()
                .filter(o -> operations.stream().noneMatch(p -> sameOperation(o, p)))
                .toList()
                .forEach(operations::add);
        return Optional.of(new ResolvedDefinition(
                agent.get(),
                joined(own.instanceAttributes(), inherited.instanceAttributes()),
                joined(own.metaAttributes(), inherited.metaAttributes()),
                joined(own.utilization(), inherited.utilization()),
                operations));
    }

    /** The definition of a group, clone or bundle. */
    public static ResolvedDefinition collective(ResourceOptions options) {
        return new ResolvedDefinition(COLLECTIVE, options.instanceAttributes(),
                options.metaAttributes(), options.utilization(), List.of());
    }

    private static boolean sameOperation(Operation left, Operation right) {
        return left.name().equals(right.name()) && role(left) == role(right);
    }

    /** An operation without a role is one of the ordinary, not promoted, state. */
    private static Role role(Operation operation) {
        Role role = Optional.ofNullable(operation.options().get("role")).flatMap(Role::parse)
                .orElse(Role.STARTED);
        return role == Role.UNPROMOTED ? Role.STARTED : role;
    }

    private static List<AttributeSet> joined(List<AttributeSet> own, List<AttributeSet> inherited) {
        List<AttributeSet> result = new ArrayList<>(own);
        result.addAll(inherited);
        return result;
    }
}
