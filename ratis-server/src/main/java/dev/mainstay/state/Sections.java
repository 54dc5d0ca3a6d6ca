// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Alert;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Node;
import dev.mainstay.model.Resource;
import dev.mainstay.model.Tag;
import dev.mainstay.model.Template;
import java.util.List;

/** A configuration of which single sections are replaced. */
record Sections(
        Configuration base,
        List<AttributeSet> clusterProperties,
        List<Node> nodes,
        List<Template> templates,
        List<Resource> resources,
        List<Constraint> constraints,
        List<Tag> tags,
        List<AttributeSet> resourceDefaults,
        List<AttributeSet> operationDefaults,
        List<FencingLevel> fencingLevels,
        List<Alert> alerts) {

    static Sections of(Configuration base) {
        return new Sections(base, base.clusterProperties(), base.nodes(), base.templates(),
                base.resources(), base.constraints(), base.tags(), base.resourceDefaults(),
                base.operationDefaults(), base.fencingLevels(), base.alerts());
    }

    Configuration toConfiguration() {
        return new Configuration(base.documentAttributes(), clusterProperties, nodes, templates,
                resources, constraints, tags, resourceDefaults, operationDefaults, fencingLevels,
                alerts, base.accessControl());
    }

    Sections withClusterProperties(List<AttributeSet> changed) {
        return new Sections(base, changed, nodes, templates, resources, constraints, tags,
                resourceDefaults, operationDefaults, fencingLevels, alerts);
    }

    Sections withNodes(List<Node> changed) {
        return new Sections(base, clusterProperties, changed, templates, resources, constraints,
                tags, resourceDefaults, operationDefaults, fencingLevels, alerts);
    }

    Sections withTemplates(List<Template> changed) {
        return new Sections(base, clusterProperties, nodes, changed, resources, constraints, tags,
                resourceDefaults, operationDefaults, fencingLevels, alerts);
    }

    Sections withResources(List<Resource> changed) {
        return new Sections(base, clusterProperties, nodes, templates, changed, constraints, tags,
                resourceDefaults, operationDefaults, fencingLevels, alerts);
    }

    Sections withConstraints(List<Constraint> changed) {
        return new Sections(base, clusterProperties, nodes, templates, resources, changed, tags,
                resourceDefaults, operationDefaults, fencingLevels, alerts);
    }

    Sections withTags(List<Tag> changed) {
        return new Sections(base, clusterProperties, nodes, templates, resources, constraints,
                changed, resourceDefaults, operationDefaults, fencingLevels, alerts);
    }

    Sections withResourceDefaults(List<AttributeSet> changed) {
        return new Sections(base, clusterProperties, nodes, templates, resources, constraints, tags,
                changed, operationDefaults, fencingLevels, alerts);
    }

    Sections withOperationDefaults(List<AttributeSet> changed) {
        return new Sections(base, clusterProperties, nodes, templates, resources, constraints, tags,
                resourceDefaults, changed, fencingLevels, alerts);
    }

    Sections withFencingLevels(List<FencingLevel> changed) {
        return new Sections(base, clusterProperties, nodes, templates, resources, constraints, tags,
                resourceDefaults, operationDefaults, changed, alerts);
    }

    Sections withAlerts(List<Alert> changed) {
        return new Sections(base, clusterProperties, nodes, templates, resources, constraints, tags,
                resourceDefaults, operationDefaults, fencingLevels, changed);
    }
}
