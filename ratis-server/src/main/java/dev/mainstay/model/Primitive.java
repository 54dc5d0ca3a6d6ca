// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;
import java.util.Optional;

/** A single service. Exactly one of template and agent is given. */
public record Primitive(
        ResourceId id,
        Optional<ResourceId> template,
        Optional<AgentName> agent,
        ResourceOptions options,
        OperationList operations) implements Resource {
    public Primitive {
        Objects.requireNonNull(id);
        Objects.requireNonNull(template);
        Objects.requireNonNull(agent);
        Objects.requireNonNull(options);
        Objects.requireNonNull(operations);
    }
}
