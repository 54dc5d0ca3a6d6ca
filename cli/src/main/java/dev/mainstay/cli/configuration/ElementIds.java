// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ids that a configuration uses, over all kinds of elements, and new ones beside them.
 * Generated ids depend on names alone, so that the same command gives the same id on every
 * cluster.
 */
public final class ElementIds {

    private final Set<String> taken = new TreeSet<>();

    public ElementIds(Configuration configuration) {
        collect(configuration);
    }

    public boolean contains(String id) {
        return taken.contains(id);
    }

    /** The wanted id, or where it is taken the first free one of {@code wanted-1}, {@code -2}, … */
    public String claim(String wanted) {
        String base = wanted.replaceAll("[^A-Za-z0-9._-]", "_");
        String id = base;
        for (int number = 1; !taken.add(id); number++) {
            id = base + "-" + number;
        }
        return id;
    }

    /** Claims exactly this id, for an element that the user names. */
    public String claimExactly(String id) {
        if (!id.matches("[A-Za-z_][A-Za-z0-9._-]*")) {
            throw CommandFailure.usage("'" + id + "' cannot be an id.",
                    "An id begins with a letter or '_', then letters, digits, '-', '.' and '_'.");
        }
        if (!taken.add(id)) {
            throw CommandFailure.refused("The id '" + id + "' is taken.",
                    "Ids are unique over resources, constraints and all other elements: choose"
                            + " another, or delete the element first.");
        }
        return id;
    }

    /** The id that the user gave by this name, or one like the wanted id. */
    public String claim(Map<String, String> options, String name, String wanted) {
        String given = options.getOrDefault(name, "");
        return given.isEmpty() ? claim(wanted) : claimExactly(given);
    }

    private void collect(Message message) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isMapField()) {
                continue;
            }
            if (field.getName().equals("id") && !message.getField(field).equals("")) {
                taken.add((String) message.getField(field));
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                if (field.isRepeated()) {
                    ((List<?>) message.getField(field)).forEach(child -> collect((Message) child));
                } else if (message.hasField(field)) {
                    collect((Message) message.getField(field));
                }
            }
        }
    }
}
