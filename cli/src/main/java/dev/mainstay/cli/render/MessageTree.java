// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.render;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A protobuf message as plain maps, lists, texts and numbers, from which JSON and YAML are written
 * alike. Field names are those of protobuf's JSON mapping, and protobuf's JSON parser reads the
 * result; 64-bit integers are numbers, because that is what people's tools expect of a revision.
 */
public final class MessageTree {

    private MessageTree() {}

    /** With every field that has no notion of presence, also when it holds its default. */
    public static Map<String, Object> complete(Message message) {
        return tree(message, true);
    }

    /** Only with what is set, as in a document that a person writes. */
    public static Map<String, Object> sparse(Message message) {
        return tree(message, false);
    }

    private static Map<String, Object> tree(Message message, boolean withDefaults) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean set = field.isRepeated()
                    ? message.getRepeatedFieldCount(field) > 0
                    : message.hasField(field);
            if (set || (withDefaults && !field.hasPresence())) {
                tree.put(field.getJsonName(), field(message, field, withDefaults));
            }
        }
        return tree;
    }

    private static Object field(Message message, FieldDescriptor field, boolean withDefaults) {
        Object value = message.getField(field);
        if (field.isMapField()) {
            Map<String, Object> entries = new TreeMap<>();
            for (Object entry : (List<?>) value) {
                MapEntry<?, ?> pair = (MapEntry<?, ?>) entry;
                entries.put(String.valueOf(pair.getKey()), value(pair.getValue(), withDefaults));
            }
            return entries;
        }
        if (field.isRepeated()) {
            return ((List<?>) value).stream().map(item -> value(item, withDefaults)).toList();
        }
        return value(value, withDefaults);
    }

    private static Object value(Object value, boolean withDefaults) {
        return switch (value) {
            case Message message -> tree(message, withDefaults);
            case EnumValueDescriptor constant -> constant.getName();
            case ByteString bytes -> Base64.getEncoder().encodeToString(bytes.toByteArray());
            default -> value;
        };
    }
}
