// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Alert;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.FencingLevel;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Resource;
import dev.mainstay.model.Tag;
import dev.mainstay.model.Template;
import java.util.Optional;

/**
 * One change to a configuration. A put replaces the element with the same id where it stands or
 * appends it; removing what is not there is an error.
 */
public sealed interface ConfigurationEdit {

    /** @param section one that {@link ConfigurationSection#holdsAttributeSets} */
    record PutAttributeSet(ConfigurationSection section,
            AttributeSet set) implements ConfigurationEdit {}

    record PutNode(Node node) implements ConfigurationEdit {}

    record PutTemplate(Template template) implements ConfigurationEdit {}

    /** Replaces also a member of a group and the child of a clone or bundle. */
    record PutResource(Resource resource) implements ConfigurationEdit {}

    record PutConstraint(Constraint constraint) implements ConfigurationEdit {}

    record PutTag(Tag tag) implements ConfigurationEdit {}

    record PutFencingLevel(FencingLevel level) implements ConfigurationEdit {}

    record PutAlert(Alert alert) implements ConfigurationEdit {}

    /**
     * Sets, or without a value removes, one name in the section's first block without a rule; makes
     * the block when there is none.
     */
    record SetProperty(ConfigurationSection section, String name,
            Optional<String> value) implements ConfigurationEdit {}

    /** Sets, or without a value removes, a permanent attribute of a node. */
    record SetNodeAttribute(NodeId node, String name,
            Optional<String> value) implements ConfigurationEdit {}

    /** Raises a permanent attribute of a node: {@link AttributeUpdate.Raise}. */
    record RaiseNodeAttribute(NodeId node, String name, int by) implements ConfigurationEdit {}

    /** @param id the element's id, or a node's name */
    record Remove(ConfigurationSection section, String id) implements ConfigurationEdit {}
}
