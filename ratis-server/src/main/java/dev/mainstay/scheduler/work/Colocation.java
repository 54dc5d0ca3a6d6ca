// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.Role;
import org.jspecify.annotations.Nullable;

/**
 * A dependent placed relative to a primary. The roles limit which instances take part; without
 * influence the dependent's preferences do not move an active primary.
 */
public record Colocation(
        String id,
        WorkResource dependent,
        WorkResource primary,
        @Nullable Role dependentRole,
        @Nullable Role primaryRole,
        int score,
        String nodeAttribute,
        boolean influence,
        boolean explicitInfluence) {}
