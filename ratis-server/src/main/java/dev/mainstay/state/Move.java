// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import java.time.Instant;
import java.util.Optional;
import org.pcollections.PSortedSet;

/**
 * A request to move a resource. It ends by itself when the resource is where it was asked to be and
 * nowhere else, and leaves no constraint behind.
 *
 * @param target empty: anywhere but on {@code from}
 * @param from where the resource was active when it was asked for
 */
public record Move(
        ResourceId resource,
        Optional<NodeId> target,
        PSortedSet<NodeId> from,
        Instant requested,
        Instant expires) {}
