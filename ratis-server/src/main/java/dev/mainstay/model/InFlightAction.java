// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;

/**
 * An action that was ordered and has no result yet. It may or may not have begun; the plan has to
 * hold for either outcome.
 */
public record InFlightAction(
        String id, InstanceId instance, String task, long intervalMillis, NodeId node) {
    public InFlightAction {
        Objects.requireNonNull(id);
        Objects.requireNonNull(instance);
        Objects.requireNonNull(task);
        Objects.requireNonNull(node);
    }
}
