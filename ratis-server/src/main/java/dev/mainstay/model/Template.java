// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;

/** A blueprint for primitives. */
public record Template(
        ResourceId id, AgentName agent, ResourceOptions options, OperationList operations) {
    public Template {
        Objects.requireNonNull(id);
        Objects.requireNonNull(agent);
        Objects.requireNonNull(options);
        Objects.requireNonNull(operations);
    }
}
