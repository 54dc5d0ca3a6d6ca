// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.Group;
import dev.mainstay.model.Operation;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What apply looks up in a configuration. Derived from it alone, made once for each revision. */
public final class ConfigurationIndex {

    private final Configuration configuration;
    private final SortedMap<ResourceId, Primitive> primitives = new TreeMap<>();
    private final SortedMap<ResourceId, Template> templates = new TreeMap<>();
    private final SortedMap<ResourceId, List<ResourceId>> leaves = new TreeMap<>();

    private ConfigurationIndex(Configuration configuration) {
        this.configuration = configuration;
    }

    static ConfigurationIndex of(Configuration configuration) {
        ConfigurationIndex index = new ConfigurationIndex(configuration);
        configuration.templates().forEach(template -> index.templates.put(template.id(), template));
        configuration.resources().forEach(index::add);
        return index;
    }

    /** Elements with an id of their own, a measure of size. */
    static int elementCount(Configuration configuration) {
        int members = configuration.resources().stream()
                .mapToInt(resource -> resource instanceof Group group ? group.members().size() : 1)
                .sum();
        return 1 + members
                + configuration.resources().size()
                + configuration.nodes().size()
                + configuration.templates().size()
                + configuration.constraints().size()
                + configuration.tags().size()
                + configuration.fencingLevels().size()
                + configuration.alerts().size();
    }

    public Optional<Primitive> primitive(ResourceId id) {
        return Optional.ofNullable(primitives.get(id));
    }

    /** Whether there is a primitive, group, clone or bundle of this name. */
    public boolean hasResource(ResourceId id) {
        return leaves.containsKey(id);
    }

    /** The primitives that a resource consists of: itself for a primitive. */
    public List<ResourceId> leaves(ResourceId id) {
        return leaves.getOrDefault(id, List.of());
    }

    /** The agent of a primitive, its template's if it has none itself. */
    public Optional<AgentName> agent(ResourceId id) {
        return primitive(id).flatMap(primitive -> primitive.agent()
                .or(() -> primitive.template()
                        .flatMap(template -> Optional.ofNullable(templates.get(template)))
                        .map(Template::agent)));
    }

    /** The value of a cluster option, from the blocks that no rule governs. */
    public Optional<String> clusterOption(String... names) {
        return Stream.of(names)
                .flatMap(name -> value(configuration.clusterProperties(), name).stream())
                .findFirst();
    }

    /**
     * What is configured to be done when an operation fails: of the operation itself, of the
     * template's, or of the operation defaults.
     */
    public Optional<String> onFail(ResourceId id, String task, long intervalMillis) {
        return Stream.concat(
                primitive(id).stream().map(Primitive::operations),
                primitive(id).flatMap(Primitive::template)
                        .flatMap(template -> Optional.ofNullable(templates.get(template)))
                        .map(Template::operations).stream())
                .flatMap(list -> list.operations().stream())
                .filter(operation -> operation.name().equals(task)
                        && DurationText.millisOrZero(operation.interval()) == intervalMillis)
                .flatMap(operation -> onFail(operation).stream())
                .findFirst()
                .or(() -> value(configuration.operationDefaults(), "on-fail"));
    }

    public boolean hasFenceDevice() {
        return primitives.keySet().stream()
                .anyMatch(id -> agent(id).filter(AgentName::isFenceDevice).isPresent());
    }

    private static Optional<String> onFail(Operation operation) {
        return Optional.ofNullable(operation.options().get("on-fail"))
                .or(() -> value(operation.metaAttributes(), "on-fail"));
    }

    /** The first value of a name in blocks without a rule. */
    private static Optional<String> value(List<AttributeSet> sets, String name) {
        return sets.stream()
                .filter(set -> set.rule().isEmpty())
                .flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name().filter(name::equals).isPresent())
                .findFirst()
                .flatMap(Attribute::value);
    }

    private List<ResourceId> add(Resource resource) {
        List<ResourceId> own = switch (resource) {
            case Primitive primitive -> {
                primitives.put(primitive.id(), primitive);
                yield List.of(primitive.id());
            }
            case Group group -> {
                List<ResourceId> members = new ArrayList<>();
                group.members().forEach(member -> members.addAll(add(member)));
                yield List.copyOf(members);
            }
            case Clone clone -> add(clone.child());
            case Bundle bundle -> bundle.primitive().map(this::add).orElse(List.of());
        };
        leaves.put(resource.id(), own);
        return own;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigurationIndex index
                && configuration.equals(index.configuration);
    }

    @Override
    public int hashCode() {
        return configuration.hashCode();
    }

    @Override
    public String toString() {
        return "ConfigurationIndex[" + primitives.size() + " primitives]";
    }
}
