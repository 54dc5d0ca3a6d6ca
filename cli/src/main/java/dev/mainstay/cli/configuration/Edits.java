// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.proto.v1.ConfigurationProto.Alert;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.PutAttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.RaiseNodeAttribute;
import dev.mainstay.proto.v1.ConfigurationProto.RemoveElement;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.SetNodeAttribute;
import dev.mainstay.proto.v1.ConfigurationProto.SetProperty;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import dev.mainstay.proto.v1.ConfigurationProto.Template;

/** The edits that verbs are made of. Values that are empty delete, as in pcs. */
public final class Edits {

    private Edits() {}

    public static ConfigurationEdit put(Resource resource) {
        return ConfigurationEdit.newBuilder().setPutResource(resource).build();
    }

    public static ConfigurationEdit put(Constraint constraint) {
        return ConfigurationEdit.newBuilder().setPutConstraint(constraint).build();
    }

    public static ConfigurationEdit put(Template template) {
        return ConfigurationEdit.newBuilder().setPutTemplate(template).build();
    }

    public static ConfigurationEdit put(Tag tag) {
        return ConfigurationEdit.newBuilder().setPutTag(tag).build();
    }

    public static ConfigurationEdit put(Alert alert) {
        return ConfigurationEdit.newBuilder().setPutAlert(alert).build();
    }

    public static ConfigurationEdit put(ConfigurationSection section, AttributeSet set) {
        return ConfigurationEdit.newBuilder()
                .setPutAttributeSet(PutAttributeSet.newBuilder().setSection(section).setSet(set))
                .build();
    }

    public static ConfigurationEdit remove(ConfigurationSection section, String id) {
        return ConfigurationEdit.newBuilder()
                .setRemove(RemoveElement.newBuilder().setSection(section).setId(id))
                .build();
    }

    public static ConfigurationEdit setProperty(
            ConfigurationSection section, String name, String value) {
        SetProperty.Builder property =
                SetProperty.newBuilder().setSection(section).setName(name);
        if (!value.isEmpty()) {
            property.setValue(value);
        }
        return ConfigurationEdit.newBuilder().setSetProperty(property).build();
    }

    public static ConfigurationEdit setNodeAttribute(String node, String name, String value) {
        SetNodeAttribute.Builder attribute =
                SetNodeAttribute.newBuilder().setNode(node).setName(name);
        if (!value.isEmpty()) {
            attribute.setValue(value);
        }
        return ConfigurationEdit.newBuilder().setSetNodeAttribute(attribute).build();
    }

    /** @param by how much more it is to count */
    public static ConfigurationEdit raiseNodeAttribute(String node, String name, int by) {
        return ConfigurationEdit.newBuilder()
                .setRaiseNodeAttribute(RaiseNodeAttribute.newBuilder()
                        .setNode(node)
                        .setName(name)
                        .setBy(by))
                .build();
    }
}
