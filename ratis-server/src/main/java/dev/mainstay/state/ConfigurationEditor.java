// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Alert;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Tag;
import dev.mainstay.model.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Applies edits to a configuration, in order. Pure: clients show with it what a change would do.
 * Whether the result makes sense is {@link ConfigurationChecker}'s business.
 */
public final class ConfigurationEditor {

    private ConfigurationEditor() {}

    /** The edited configuration, or why an edit cannot be done. */
    public static Edited apply(Configuration configuration, List<ConfigurationEdit> edits) {
        Configuration current = configuration;
        for (ConfigurationEdit edit : edits) {
            switch (apply(current, edit)) {
                case Edited.Done(var next) -> current = next;
                case Edited.Refused refused -> {
                    return refused;
                }
            }
        }
        return new Edited.Done(current);
    }

    private static Edited apply(Configuration before, ConfigurationEdit edit) {
        Sections sections = Sections.of(before);
        return switch (edit) {
            case ConfigurationEdit.PutAttributeSet(var section, var set) ->
                    withSets(sections, section, sets -> put(sets, set, AttributeEdits::id));
            case ConfigurationEdit.PutNode(var node) ->
                    done(sections.withNodes(put(sections.nodes(), node, Node::name)));
            case ConfigurationEdit.PutTemplate(var template) -> done(
                    sections.withTemplates(put(sections.templates(), template, Template::id)));
            case ConfigurationEdit.PutResource(var resource) ->
                    done(sections.withResources(ResourceEdits.put(sections.resources(), resource)));
            case ConfigurationEdit.PutConstraint(var constraint) -> done(sections
                    .withConstraints(put(sections.constraints(), constraint, Constraint::id)));
            case ConfigurationEdit.PutTag(var tag) ->
                    done(sections.withTags(put(sections.tags(), tag, Tag::id)));
            case ConfigurationEdit.PutFencingLevel(var level) -> done(sections
                    .withFencingLevels(put(sections.fencingLevels(), level, FencingLevel::id)));
            case ConfigurationEdit.PutAlert(var alert) ->
                    done(sections.withAlerts(put(sections.alerts(), alert, Alert::id)));
            case ConfigurationEdit.SetProperty(var section, var name, var value) ->
                    withSets(sections, section,
                            sets -> AttributeEdits.set(sets, defaultSetId(section), name, value));
            case ConfigurationEdit.SetNodeAttribute(var node, var name, var value) ->
                    done(sections.withNodes(updateNodeAttribute(sections.nodes(), node, name,
                            AttributeUpdate.of(value))));
            case ConfigurationEdit.RaiseNodeAttribute(var node, var name, var by) ->
                    done(sections.withNodes(updateNodeAttribute(sections.nodes(), node, name,
                            new AttributeUpdate.Raise(by))));
            case ConfigurationEdit.Remove(var section, var id) -> remove(sections, section, id);
        };
    }

    private static Edited done(Sections sections) {
        return new Edited.Done(sections.toConfiguration());
    }

    private static Edited withSets(
            Sections sections,
            ConfigurationSection section,
            Function<List<AttributeSet>, List<AttributeSet>> change) {
        return switch (section) {
            case CLUSTER_PROPERTIES -> done(
                    sections.withClusterProperties(change.apply(sections.clusterProperties())));
            case RESOURCE_DEFAULTS -> done(
                    sections.withResourceDefaults(change.apply(sections.resourceDefaults())));
            case OPERATION_DEFAULTS -> done(
                    sections.withOperationDefaults(change.apply(sections.operationDefaults())));
            case NODES, TEMPLATES, RESOURCES, CONSTRAINTS, TAGS, FENCING_LEVELS, ALERTS ->
                    new Edited.Refused(new Rejection.Invalid(section.text(),
                            section.text() + " do not consist of blocks of attributes"));
        };
    }

    private static String defaultSetId(ConfigurationSection section) {
        return switch (section) {
            case CLUSTER_PROPERTIES -> "cib-bootstrap-options";
            case RESOURCE_DEFAULTS -> "rsc_defaults-options";
            case OPERATION_DEFAULTS -> "op_defaults-options";
            case NODES, TEMPLATES, RESOURCES, CONSTRAINTS, TAGS, FENCING_LEVELS, ALERTS ->
                    section.name();
        };
    }

    private static List<Node> updateNodeAttribute(
            List<Node> nodes, NodeId name, String attribute, AttributeUpdate update) {
        Node node = nodes.stream().filter(n -> n.name().equals(name)).findFirst()
                .orElseGet(() -> new Node(name, name.value(), Node.NodeType.MEMBER,
                        Optional.empty(), List.of(), List.of()));
        List<AttributeSet> changed = AttributeEdits.set(node.attributes(), "nodes-" + name,
                attribute, update.over(AttributeEdits.value(node.attributes(), attribute)));
        return put(nodes, new Node(name, node.identity(), node.type(), node.score(), changed,
                node.utilization()), Node::name);
    }

    private static Edited remove(Sections sections, ConfigurationSection section, String id) {
        Optional<Sections> changed = switch (section) {
            case CLUSTER_PROPERTIES -> without(sections.clusterProperties(), id, AttributeEdits::id)
                    .map(sections::withClusterProperties);
            case NODES -> without(sections.nodes(), id, node -> node.name().value())
                    .map(sections::withNodes);
            case TEMPLATES -> without(sections.templates(), id, t -> t.id().value())
                    .map(sections::withTemplates);
            case RESOURCES -> ResourceEdits.remove(sections.resources(), id)
                    .map(sections::withResources);
            case CONSTRAINTS -> without(sections.constraints(), id, Constraint::id)
                    .map(sections::withConstraints);
            case TAGS -> without(sections.tags(), id, tag -> tag.id().value())
                    .map(sections::withTags);
            case RESOURCE_DEFAULTS -> without(sections.resourceDefaults(), id, AttributeEdits::id)
                    .map(sections::withResourceDefaults);
            case OPERATION_DEFAULTS -> without(sections.operationDefaults(), id, AttributeEdits::id)
                    .map(sections::withOperationDefaults);
            case FENCING_LEVELS -> without(sections.fencingLevels(), id, FencingLevel::id)
                    .map(sections::withFencingLevels);
            case ALERTS -> without(sections.alerts(), id, Alert::id).map(sections::withAlerts);
        };
        return changed.map(ConfigurationEditor::done)
                .orElseGet(() -> new Edited.Refused(new Rejection.NotFound(id,
                        "there is no " + id + " among the " + section.text())));
    }

    /** Replaces the element with the same key where it stands, or appends it. */
    static <T, K> List<T> put(List<T> elements, T element, Function<T, K> key) {
        List<T> next = new ArrayList<>(elements);
        for (int i = 0; i < next.size(); i++) {
            if (key.apply(next.get(i)).equals(key.apply(element))) {
                next.set(i, element);
                return next;
            }
        }
        next.add(element);
        return next;
    }

    /** Empty if there is no such element. */
    private static <T> Optional<List<T>> without(
            List<T> elements, String id, Function<T, String> key) {
        List<T> rest = elements.stream().filter(e -> !key.apply(e).equals(id)).toList();
        return rest.size() == elements.size() ? Optional.empty() : Optional.of(rest);
    }
}
