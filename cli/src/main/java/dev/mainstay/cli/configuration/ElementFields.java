// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import dev.mainstay.proto.v1.ConfigurationProto.AgentName;
import dev.mainstay.proto.v1.ConfigurationProto.Attribute;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One element of a configuration as flat names and values, such as
 * {@code metaAttributes.target-role}, by which two versions of it are compared. Resources inside
 * it are elements of their own and appear by their id.
 */
final class ElementFields {

    /** Fields that only hold others together: their names would tell nothing. */
    private static final Set<String> UNNAMED =
            Set.of("primitive", "group", "clone", "bundle", "location", "order", "colocation",
                    "ticket", "options");

    private final SequencedMap<String, String> fields = new LinkedHashMap<>();

    private ElementFields() {}

    static SequencedMap<String, String> of(Message element) {
        ElementFields collected = new ElementFields();
        collected.add("", element);
        return collected.fields;
    }

    private void add(String prefix, Message message) {
        message.getAllFields().forEach((field, value) -> {
            boolean unnamed = prefix.isEmpty() && UNNAMED.contains(field.getName());
            String name = unnamed ? "" : joined(prefix, field.getJsonName());
            if (field.isMapField()) {
                for (Object entry : (List<?>) value) {
                    MapEntry<?, ?> pair = (MapEntry<?, ?>) entry;
                    fields.put(joined(name, pair.getKey().toString()), pair.getValue().toString());
                }
            } else if (field.isRepeated()) {
                addAll(name, field, (List<?>) value);
            } else {
                addValue(name, value);
            }
        });
    }

    private void addAll(String name, FieldDescriptor field, List<?> values) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            fields.put(name, values.stream().map(Object::toString)
                    .collect(Collectors.joining(" ")));
            return;
        }
        if (field.getMessageType().equals(Primitive.getDescriptor())) {
            fields.put(name, values.stream().map(member -> ((Primitive) member).getId())
                    .collect(Collectors.joining(" ")));
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            Message value = (Message) values.get(i);
            addValue(value instanceof AttributeSet && values.size() == 1
                    ? name
                    : name + "[" + key(value, i) + "]", value);
        }
    }

    private void addValue(String name, Object value) {
        switch (value) {
            case AgentName agent -> fields.put(name, ResourceText.agent(agent));
            case AttributeSet set -> addSet(name, set);
            // What a clone or bundle holds; the element itself has no name yet.
            case Resource child when !name.isEmpty() -> fields.put(name, Resources.id(child));
            case Primitive child when !name.isEmpty() -> fields.put(name, child.getId());
            case Message message -> add(name, message);
            default -> fields.put(name, value.toString());
        }
    }

    private void addSet(String name, AttributeSet set) {
        add(name, set.toBuilder().clearAttributes().build());
        for (Attribute attribute : set.getAttributesList()) {
            fields.put(joined(name, attribute.getName()), attribute.hasReference()
                    ? "that of " + attribute.getReference()
                    : attribute.getValue());
        }
    }

    private static String key(Message value, int index) {
        FieldDescriptor id = value.getDescriptorForType().findFieldByName("id");
        return id != null && !value.getField(id).equals("")
                ? value.getField(id).toString()
                : Integer.toString(index + 1);
    }

    private static String joined(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    /** What differs between two versions, either of which may be empty. */
    static List<FieldChange> changes(Map<String, String> before, Map<String, String> after) {
        SequencedMap<String, String> names = new LinkedHashMap<>(before);
        names.putAll(after);
        return names.keySet().stream()
                .map(name -> new FieldChange(name, before.getOrDefault(name, ""),
                        after.getOrDefault(name, "")))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    /** A value that became another; empty where there is none. */
    record FieldChange(String name, String before, String after) {}
}
