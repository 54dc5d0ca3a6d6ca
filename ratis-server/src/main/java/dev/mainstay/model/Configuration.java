// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything a user configures, as written and in the written order. Ids are unique across all
 * elements. {@code documentAttributes} are those of the document's root (schema, feature set,
 * epochs), {@code accessControl} is kept as text because no decision depends on it.
 */
public record Configuration(
        SortedMap<String, String> documentAttributes,
        List<AttributeSet> clusterProperties,
        List<Node> nodes,
        List<Template> templates,
        List<Resource> resources,
        List<Constraint> constraints,
        List<Tag> tags,
        List<AttributeSet> resourceDefaults,
        List<AttributeSet> operationDefaults,
        List<FencingLevel> fencingLevels,
        List<Alert> alerts,
        Optional<String> accessControl) {
    public static final Configuration EMPTY = new Configuration(
            SortedMaps.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    public Configuration {
        documentAttributes = SortedMaps.copyOf(documentAttributes);
        clusterProperties = List.copyOf(clusterProperties);
        nodes = List.copyOf(nodes);
        templates = List.copyOf(templates);
        resources = List.copyOf(resources);
        constraints = List.copyOf(constraints);
        tags = List.copyOf(tags);
        resourceDefaults = List.copyOf(resourceDefaults);
        operationDefaults = List.copyOf(operationDefaults);
        fencingLevels = List.copyOf(fencingLevels);
        alerts = List.copyOf(alerts);
        Objects.requireNonNull(accessControl);
    }

    public Configuration withClusterProperties(List<AttributeSet> changed) {
        return new Configuration(documentAttributes, changed, nodes, templates, resources,
                constraints, tags, resourceDefaults, operationDefaults, fencingLevels, alerts,
                accessControl);
    }

    public Configuration withNodes(List<Node> changed) {
        return new Configuration(documentAttributes, clusterProperties, changed, templates,
                resources, constraints, tags, resourceDefaults, operationDefaults, fencingLevels,
                alerts, accessControl);
    }

    public Configuration withResources(List<Resource> changed) {
        return new Configuration(documentAttributes, clusterProperties, nodes, templates, changed,
                constraints, tags, resourceDefaults, operationDefaults, fencingLevels, alerts,
                accessControl);
    }

    public Configuration withConstraints(List<Constraint> changed) {
        return new Configuration(documentAttributes, clusterProperties, nodes, templates,
                resources, changed, tags, resourceDefaults, operationDefaults, fencingLevels,
                alerts, accessControl);
    }
}
