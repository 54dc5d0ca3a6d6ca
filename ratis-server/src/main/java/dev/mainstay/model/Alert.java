// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A program that is told of events. */
public record Alert(
        String id,
        String path,
        Optional<String> description,
        List<AttributeSet> instanceAttributes,
        List<AttributeSet> metaAttributes,
        Optional<Selection> selection,
        List<Recipient> recipients) {
    public Alert {
        Objects.requireNonNull(id);
        Objects.requireNonNull(path);
        Objects.requireNonNull(description);
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
        Objects.requireNonNull(selection);
        recipients = List.copyOf(recipients);
    }

    /** One address to tell, with settings of its own. */
    public record Recipient(
            String id,
            String value,
            Optional<String> description,
            List<AttributeSet> instanceAttributes,
            List<AttributeSet> metaAttributes) {
        public Recipient {
            Objects.requireNonNull(id);
            Objects.requireNonNull(value);
            Objects.requireNonNull(description);
            instanceAttributes = List.copyOf(instanceAttributes);
            metaAttributes = List.copyOf(metaAttributes);
        }
    }

    /** The kinds of events an alert wants; attribute names narrow the attribute events. */
    public record Selection(List<EventKind> kinds, List<String> attributeNames) {
        public Selection {
            kinds = List.copyOf(kinds);
            attributeNames = List.copyOf(attributeNames);
        }
    }

    /** Events that an alert may be told of. */
    public enum EventKind {
        NODES,
        FENCING,
        RESOURCES,
        ATTRIBUTES
    }
}
