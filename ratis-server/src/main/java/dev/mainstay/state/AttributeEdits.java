// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of single names in blocks of attributes. */
public final class AttributeEdits {

    private AttributeEdits() {}

    static String id(AttributeSet set) {
        return set.id().orElse("");
    }

    /** The first value of a name that holds whatever the time: one outside of rules. */
    public static Optional<String> value(List<AttributeSet> sets, String name) {
        return sets.stream()
                .filter(set -> set.rule().isEmpty())
                .flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name().filter(name::equals).isPresent())
                .findFirst()
                .flatMap(Attribute::value);
    }

    /**
     * Sets a name in the first block that neither has a rule nor stands for another one; makes the
     * block if there is none. Without a value the name is removed from all such blocks.
     */
    public static List<AttributeSet> set(
            List<AttributeSet> sets, String newSetId, String name, Optional<String> value) {
        List<AttributeSet> next = new ArrayList<>();
        boolean placed = value.isEmpty();
        for (AttributeSet set : sets) {
            boolean plain = set.rule().isEmpty() && set.reference().isEmpty();
            if (plain && value.isEmpty()) {
                next.add(without(set, name));
            } else if (plain && !placed) {
                next.add(with(set, name, value));
                placed = true;
            } else {
                next.add(set);
            }
        }
        if (!placed) {
            next.add(with(new AttributeSet(Optional.of(newSetId), Optional.empty(),
                    Optional.empty(), Optional.empty(), List.of()), name, value));
        }
        return next;
    }

    private static AttributeSet with(AttributeSet set, String name, Optional<String> value) {
        Attribute attribute = new Attribute(
                set.id().map(id -> id + "-" + name), Optional.empty(), Optional.of(name), value);
        List<Attribute> attributes = new ArrayList<>();
        boolean replaced = false;
        for (Attribute old : set.attributes()) {
            boolean same = old.name().filter(name::equals).isPresent();
            if (same && !replaced) {
                attributes.add(new Attribute(old.id(), Optional.empty(), old.name(), value));
                replaced = true;
            } else if (!same) {
                attributes.add(old);
            }
        }
        if (!replaced) {
            attributes.add(attribute);
        }
        return withAttributes(set, attributes);
    }

    private static AttributeSet without(AttributeSet set, String name) {
        return withAttributes(set, set.attributes().stream()
                .filter(attribute -> attribute.name().filter(name::equals).isEmpty())
                .toList());
    }

    private static AttributeSet withAttributes(AttributeSet set, List<Attribute> attributes) {
        return new AttributeSet(set.id(), set.reference(), set.score(), set.rule(), attributes);
    }
}
