// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.RemoveElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** The resources that edits are about, from what they say themselves. */
public final class Subjects {

    private Subjects() {}

    public static List<String> of(List<ConfigurationEdit> edits) {
        SequencedSet<String> subjects = new LinkedHashSet<>();
        edits.stream().flatMap(Subjects::of).filter(id -> !id.isEmpty()).forEach(subjects::add);
        return List.copyOf(subjects);
    }

    private static Stream<String> of(ConfigurationEdit edit) {
        return switch (edit.getEditCase()) {
            case PUT_RESOURCE -> Stream.of(Resources.id(edit.getPutResource()));
            case PUT_CONSTRAINT -> of(edit.getPutConstraint());
            case REMOVE -> of(edit.getRemove());
            case PUT_ATTRIBUTE_SET, PUT_NODE, PUT_TEMPLATE, PUT_TAG, PUT_FENCING_LEVEL, PUT_ALERT,
                    SET_PROPERTY, SET_NODE_ATTRIBUTE, RAISE_NODE_ATTRIBUTE, EDIT_NOT_SET ->
                    Stream.empty();
        };
    }

    private static Stream<String> of(RemoveElement removal) {
        return removal.getSection() == ConfigurationSection.RESOURCES
                ? Stream.of(removal.getId())
                : Stream.empty();
    }

    private static Stream<String> of(Constraint constraint) {
        return switch (constraint.getKindCase()) {
            case LOCATION -> Stream.of(constraint.getLocation().getResource());
            case ORDER -> Stream.empty();
            case COLOCATION -> Stream.of(constraint.getColocation().getDependent());
            case TICKET -> Stream.of(constraint.getTicket().getResource());
            case KIND_NOT_SET -> Stream.<String>empty();
        };
    }
}
