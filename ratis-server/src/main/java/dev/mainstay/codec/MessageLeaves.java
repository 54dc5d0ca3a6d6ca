// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A message as its single values under paths of names. Elements of a list go by their id or name,
 * so that one more of them changes no other's path; what wraps one element alone has no name in it.
 */
final class MessageLeaves {

    private final SortedMap<String, String> leaves = new TreeMap<>();

    private MessageLeaves() {}

    static SortedMap<String, String> of(Message message) {
        MessageLeaves walk = new MessageLeaves();
        walk.fields("", message);
        return walk.leaves;
    }

    private void fields(String path, Message message) {
        Optional<String> value = text(message, "value");
        if (value.isPresent() && text(message, "name").isPresent()) {
            leaves.put(path, value.get());
            return;
        }
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            field(path, message, field.getKey(), field.getValue());
        }
    }

    private void field(String path, Message message, FieldDescriptor field, Object value) {
        String below = path + (path.isEmpty() ? "" : "/") + field.getJsonName();
        if (field.isRepeated()) {
            list(below, field, (List<?>) value);
        } else if (value instanceof Message part) {
            fields(isWrapper(message) || field.getName().equals("options") ? path : below, part);
        } else {
            leaves.put(below, value.toString());
        }
    }

    private void list(String path, FieldDescriptor field, List<?> elements) {
        // Within a block of attributes their names say enough.
        String parent = field.getName().equals("attributes") && path.contains("/")
                ? path.substring(0, path.lastIndexOf('/'))
                : path;
        int number = 0;
        for (Object element : elements) {
            if (element instanceof MapEntry<?, ?> entry) {
                leaves.put(path + "/" + entry.getKey(), String.valueOf(entry.getValue()));
            } else if (element instanceof Message message) {
                fields(parent + "/" + name(message).orElse(Integer.toString(number)), message);
            } else {
                leaves.put(path + "/" + number, element.toString());
            }
            number++;
        }
    }

    private static Optional<String> name(Message message) {
        if (isWrapper(message)) {
            return message.getAllFields().values().stream().findFirst()
                    .flatMap(part -> name((Message) part));
        }
        // An attribute's name says more than its id.
        return text(message, "value").flatMap(attribute -> text(message, "name"))
                .or(() -> text(message, "id"))
                .or(() -> text(message, "name"));
    }

    /** Whether the message only says of which kind its one part is. */
    private static boolean isWrapper(Message message) {
        return message.getDescriptorForType().getRealOneofs().size() == 1
                && message.getDescriptorForType().getFields().stream()
                        .allMatch(field -> field.getRealContainingOneof() != null
                                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                && message.getAllFields().size() == 1;
    }

    private static Optional<String> text(Message message, String field) {
        FieldDescriptor found = message.getDescriptorForType().findFieldByName(field);
        return found == null || found.isRepeated()
                || found.getJavaType() != FieldDescriptor.JavaType.STRING
                        ? Optional.empty()
                        : Optional.of((String) message.getField(found))
                                .filter(text -> !text.isEmpty());
    }
}
