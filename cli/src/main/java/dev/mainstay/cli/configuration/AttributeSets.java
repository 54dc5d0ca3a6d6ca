// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.proto.v1.ConfigurationProto.Attribute;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Blocks of names and values: reading them, making them, setting values in them. */
public final class AttributeSets {

    private AttributeSets() {}

    /** A block with these values, or none when there are none. */
    public static List<AttributeSet> of(String id, Map<String, String> values) {
        return with(List.of(), id, values);
    }

    /**
     * The blocks with the values set in the first one that has neither rule nor reference; an empty
     * value removes the name, and a block left without values goes.
     *
     * @param id of the block to make where there is none
     */
    public static List<AttributeSet> with(
            List<AttributeSet> sets, String id, Map<String, String> values) {
        List<AttributeSet> changed = new ArrayList<>(sets);
        int at = 0;
        while (at < changed.size() && !isPlain(changed.get(at))) {
            at++;
        }
        if (at == changed.size()) {
            changed.add(AttributeSet.newBuilder().setId(id).build());
        }
        AttributeSet set = with(changed.get(at), values);
        if (set.getAttributesCount() == 0) {
            changed.remove(at);
        } else {
            changed.set(at, set);
        }
        return changed;
    }

    /** All names of all blocks; of a name that comes twice, the first value. */
    public static SequencedMap<String, String> values(List<AttributeSet> sets) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (AttributeSet set : sets) {
            for (Attribute attribute : set.getAttributesList()) {
                values.putIfAbsent(attribute.getName(), attribute.getValue());
            }
        }
        return values;
    }

    private static boolean isPlain(AttributeSet set) {
        return !set.hasRule() && !set.hasReference();
    }

    /** The block with the values set in it; an empty value removes the name. */
    public static AttributeSet with(AttributeSet set, Map<String, String> values) {
        Map<String, String> missing = new LinkedHashMap<>(values);
        AttributeSet.Builder changed = set.toBuilder().clearAttributes();
        for (Attribute attribute : set.getAttributesList()) {
            String value = missing.remove(attribute.getName());
            if (value == null) {
                changed.addAttributes(attribute);
            } else if (!value.isEmpty()) {
                changed.addAttributes(attribute.toBuilder().setValue(value));
            }
        }
        missing.forEach((name, value) -> {
            if (!value.isEmpty()) {
                changed.addAttributes(Attribute.newBuilder().setName(name).setValue(value));
            }
        });
        return changed.build();
    }
}
