// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;

/** Devices that together fence a target; levels are tried in ascending index. */
public record FencingLevel(String id, int index, Target target, List<ResourceId> devices) {
    public FencingLevel {
        Objects.requireNonNull(id);
        Objects.requireNonNull(target);
        devices = List.copyOf(devices);
    }

    /** Which machines a level is for. */
    public sealed interface Target {
        record Name(NodeId node) implements Target {}

        record Pattern(String expression) implements Target {}

        record AttributeValue(String attribute, String value) implements Target {}
    }
}
