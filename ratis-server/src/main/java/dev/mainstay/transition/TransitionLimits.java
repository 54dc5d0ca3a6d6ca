// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

/**
 * How many actions may be in flight at once; 0 or less means no limit.
 *
 * @param batch across the cluster (cluster option batch-limit)
 * @param migrationsPerNode live migrations from or to a node (migration-limit)
 * @param actionsPerNode resource actions on a node (node-action-limit)
 */
public record TransitionLimits(int batch, int migrationsPerNode, int actionsPerNode) {

    public static final TransitionLimits NONE = new TransitionLimits(0, -1, 0);
}
