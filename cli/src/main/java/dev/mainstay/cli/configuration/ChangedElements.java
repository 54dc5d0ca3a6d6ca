// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * How many elements one configuration has that another has not, or has otherwise. A resource that
 * holds others counts for itself alone. The values are told by the preview of a change.
 */
public record ChangedElements(long added, long removed, long changed) {

    public static ChangedElements between(Configuration before, Configuration after) {
        SequencedMap<Element, Object> old = elements(before);
        SequencedMap<Element, Object> fresh = elements(after);
        List<Element> common = common(old, fresh);
        long changed = common.stream()
                .filter(element -> !Objects.equals(old.get(element), fresh.get(element)))
                .count();
        long reordered = common.equals(common(fresh, old)) ? 0 : 1;
        return new ChangedElements(fresh.size() - common.size(), old.size() - common.size(),
                changed + reordered);
    }

    /** "2 added, 1 removed, 3 changed". */
    public String text() {
        List<String> counts = new ArrayList<>();
        count(counts, added, " added");
        count(counts, removed, " removed");
        count(counts, changed, " changed");
        return counts.isEmpty() ? "nothing to change" : String.join(", ", counts);
    }

    private static void count(List<String> counts, long count, String word) {
        if (count > 0) {
            counts.add(count + word);
        }
    }

    /** The elements that both have, in the order of the first. */
    private static List<Element> common(
            SequencedMap<Element, Object> first, SequencedMap<Element, Object> second) {
        return first.keySet().stream().filter(second::containsKey).toList();
    }

    private static SequencedMap<Element, Object> elements(Configuration configuration) {
        SequencedMap<Element, Object> elements = new LinkedHashMap<>();
        Configuration.Builder rest = configuration.toBuilder();
        for (FieldDescriptor field : Configuration.getDescriptor().getFields()) {
            if (field.isRepeated() && !field.isMapField()) {
                List<?> values = (List<?>) configuration.getField(field);
                for (int i = 0; i < values.size(); i++) {
                    Message value = (Message) values.get(i);
                    elements.put(new Element(field.getName(), id(value, i)), value);
                }
                rest.clearField(field);
            }
        }
        for (Resource resource : Resources.all(configuration)) {
            elements.put(new Element("resources", Resources.id(resource)), new Alone(
                    Resources.withoutChildren(resource),
                    Resources.children(resource).stream().map(Resources::id).toList()));
        }
        elements.put(new Element("document", ""), rest.build());
        return elements;
    }

    private static String id(Message value, int index) {
        if (value instanceof Constraint constraint) {
            return Constraints.id(constraint);
        }
        if (value instanceof Resource resource) {
            return Resources.id(resource);
        }
        FieldDescriptor named = value.getDescriptorForType().findFieldByName("name");
        FieldDescriptor id = named == null
                ? value.getDescriptorForType().findFieldByName("id")
                : named;
        return id == null || value.getField(id).equals("")
                ? Integer.toString(index + 1)
                : value.getField(id).toString();
    }

    private record Element(String section, String id) {}

    private record Alone(Resource resource, List<String> children) {}
}
