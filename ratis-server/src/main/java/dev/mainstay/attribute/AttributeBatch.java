// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.attribute;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import dev.mainstay.state.Limits;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Changes by one author that go into the log as one entry, which nobody sees half of. Of one
 * attribute the last value stands and what raises it is added up.
 */
final class AttributeBatch {

    /** In UTF-8 at most three times as many bytes, well below the log's limit for an entry. */
    private static final int CHARACTERS_MAX = 1 << 17;

    private final Author author;
    private final List<Part> parts = new ArrayList<>();
    private final Map<Attribute, Part> latest = new HashMap<>();
    private int characters;
    private int callers;

    AttributeBatch(Author author) {
        this.author = author;
    }

    Author author() {
        return author;
    }

    /** How many wait for it. */
    int callers() {
        return callers;
    }

    /** Any first one is taken, so that there is no change that no batch takes. */
    boolean takes(Author by, AttributeChange change) {
        return parts.isEmpty() || by.equals(author) && parts.size() < Limits.CHANGED_ATTRIBUTES
                && characters + length(change) <= CHARACTERS_MAX;
    }

    void add(AttributeChange change, Consumer<Proposed> then) {
        callers++;
        characters += length(change);
        Attribute attribute = new Attribute(change.node(), change.name());
        Optional<Part> merged = Optional.ofNullable(latest.get(attribute))
                .filter(part -> part.merge(change.update()));
        Part part = merged.orElseGet(() -> new Part(attribute, change));
        if (merged.isEmpty()) {
            parts.add(part);
            latest.put(attribute, part);
        }
        part.callers.add(then);
    }

    Command.ChangeAttributes command() {
        return new Command.ChangeAttributes(parts.stream().map(Part::change).toList());
    }

    /** Tells each who waits what became of its change. */
    void settle(Proposed proposed) {
        for (int i = 0; i < parts.size(); i++) {
            Proposed own = ofPart(proposed, i);
            parts.get(i).callers.forEach(caller -> caller.accept(own));
        }
    }

    private static Proposed ofPart(Proposed proposed, int part) {
        if (!(proposed instanceof Proposed.Applied(var index, Outcome.Accepted accepted))) {
            return proposed;
        }
        Optional<Rejection> refused = Optional.ofNullable(accepted.refused().get(part));
        return new Proposed.Applied(index, refused.<Outcome>map(Outcome.Rejected::new)
                .orElseGet(() -> new Outcome.Accepted(accepted.index(), accepted.revision())));
    }

    private static int length(AttributeChange change) {
        return change.name().length()
                + (change.update() instanceof AttributeUpdate.Put(var value) ? value.length() : 0);
    }

    private record Attribute(NodeId node, String name) {}

    private static final class Part {
        private final Attribute attribute;
        private final AttributeChange.Reach reach;
        private final List<Consumer<Proposed>> callers = new ArrayList<>();
        private AttributeUpdate update;

        Part(Attribute attribute, AttributeChange first) {
            this.attribute = attribute;
            this.reach = first.reach();
            this.update = first.update();
        }

        /** False if the two cannot be one. */
        boolean merge(AttributeUpdate later) {
            Optional<AttributeUpdate> both = update.then(later);
            both.ifPresent(merged -> update = merged);
            return both.isPresent();
        }

        AttributeChange change() {
            return new AttributeChange(attribute.node(), attribute.name(), update, reach);
        }
    }
}
