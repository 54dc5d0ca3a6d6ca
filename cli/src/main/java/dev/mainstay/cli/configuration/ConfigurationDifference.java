// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.mainstay.cli.configuration.ElementFields.FieldChange;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** What one configuration has that another has not, element by element. */
public final class ConfigurationDifference {

    private final List<ElementChange> changes = new ArrayList<>();

    private ConfigurationDifference() {}

    public static ConfigurationDifference between(Configuration before, Configuration after) {
        ConfigurationDifference difference = new ConfigurationDifference();
        SequencedMap<Element, Message> old = elements(before);
        SequencedMap<Element, Message> fresh = elements(after);
        SequencedSet<Element> all = new LinkedHashSet<>(old.keySet());
        all.addAll(fresh.keySet());
        for (Element element : all) {
            Kind kind = !old.containsKey(element) ? Kind.ADDED
                    : !fresh.containsKey(element) ? Kind.REMOVED : Kind.CHANGED;
            List<FieldChange> fields = ElementFields.changes(
                    fields(old, element), fields(fresh, element));
            if (kind != Kind.CHANGED || !fields.isEmpty()) {
                difference.changes.add(new ElementChange(element, kind, fields));
            }
        }
        if (!ordered(old, fresh).equals(ordered(fresh, old))) {
            difference.changes.add(new ElementChange(new Element("document", "itself"),
                    Kind.CHANGED, List.of(new FieldChange("order of elements", "", "another"))));
        }
        return difference;
    }

    /** The elements that both have, in the order of the first. */
    private static List<Element> ordered(
            SequencedMap<Element, Message> first, SequencedMap<Element, Message> second) {
        return first.keySet().stream().filter(second::containsKey).toList();
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** One line for each element that came, went or changed, with its values below. */
    public String text(Palette palette) {
        StringBuilder text = new StringBuilder();
        for (ElementChange change : changes) {
            String head = change.kind().sign + " " + change.element().section() + " "
                    + change.element().id();
            text.append(switch (change.kind()) {
                case ADDED -> palette.good(head);
                case REMOVED -> palette.bad(head);
                case CHANGED -> palette.warning(head);
            }).append('\n');
            if (change.kind() != Kind.REMOVED) {
                change.fields().forEach(field -> text.append("    ").append(line(field)));
            }
        }
        return text.toString();
    }

    /** "2 added, 1 removed, 3 changed". */
    public String summary() {
        List<String> counts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            long count = changes.stream().filter(change -> change.kind() == kind).count();
            if (count > 0) {
                counts.add(count + " " + kind.word);
            }
        }
        return counts.isEmpty() ? "nothing to change" : String.join(", ", counts);
    }

    /** The same for documents. */
    public List<Map<String, Object>> tree() {
        return changes.stream().map(ConfigurationDifference::tree).toList();
    }

    private static Map<String, Object> tree(ElementChange change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("section", change.element().section());
        tree.put("id", change.element().id());
        tree.put("change", change.kind().word);
        tree.put("fields", change.fields().stream().map(field -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("name", field.name());
            values.put("before", field.before());
            values.put("after", field.after());
            return values;
        }).toList());
        return tree;
    }

    private static String line(FieldChange field) {
        return field.name() + ": " + (field.before().isEmpty()
                ? field.after()
                : field.after().isEmpty()
                        ? field.before() + " goes"
                        : field.before() + " becomes " + field.after())
                + "\n";
    }

    private static Map<String, String> fields(Map<Element, Message> elements, Element element) {
        Message message = elements.get(element);
        return message == null ? Map.of() : ElementFields.of(message);
    }

    private static SequencedMap<Element, Message> elements(Configuration configuration) {
        SequencedMap<Element, Message> elements = new LinkedHashMap<>();
        for (FieldDescriptor field : Configuration.getDescriptor().getFields()) {
            if (field.getName().equals("resources")) {
                Resources.all(configuration).forEach(resource -> elements.put(
                        new Element("resource", Resources.id(resource)), resource));
            } else if (field.isRepeated() && !field.isMapField()) {
                List<?> values = (List<?>) configuration.getField(field);
                for (int i = 0; i < values.size(); i++) {
                    Message value = (Message) values.get(i);
                    elements.put(new Element(section(field), id(value, i)), value);
                }
            }
        }
        Configuration rest = Configuration.newBuilder()
                .putAllDocumentAttributes(configuration.getDocumentAttributesMap())
                .setAccessControl(configuration.getAccessControl())
                .build();
        elements.put(new Element("document", "itself"), rest);
        return elements;
    }

    private static String section(FieldDescriptor field) {
        String name = field.getName().replace('_', ' ');
        return switch (name) {
            case "cluster properties", "resource defaults", "operation defaults" -> name;
            default -> name.substring(0, name.length() - 1);
        };
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

    /** What has become of an element. */
    private enum Kind {
        ADDED('+', "added"),
        REMOVED('-', "removed"),
        CHANGED('~', "changed");

        private final char sign;
        private final String word;

        Kind(char sign, String word) {
            this.sign = sign;
            this.word = word;
        }
    }

    private record Element(String section, String id) {}

    private record ElementChange(Element element, Kind kind, List<FieldChange> fields) {}
}
