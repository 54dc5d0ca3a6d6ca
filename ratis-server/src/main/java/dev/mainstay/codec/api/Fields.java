// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import java.time.Duration;
import java.util.Optional;

/** How fields of requests are read: an empty text means that the field was not given. */
final class Fields {

    private Fields() {}

    static String required(String field, String text) {
        if (text.isBlank()) {
            throw new MalformedRequest(field, "is missing");
        }
        return text;
    }

    static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    static Optional<NodeId> node(String text) {
        return given(text).map(NodeId::new);
    }

    static Optional<ResourceId> resource(String text) {
        return given(text).map(ResourceId::new);
    }

    /** A span of time; {@code fallback} where none was given. */
    static Duration span(String field, long millis, Duration fallback) {
        if (millis < 0) {
            throw new MalformedRequest(field, "must not be negative, is " + millis);
        }
        return millis == 0 ? fallback : Duration.ofMillis(millis);
    }
}
