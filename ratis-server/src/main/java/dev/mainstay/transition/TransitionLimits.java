// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

/**
 * How many actions may be in flight at once, before the load of the machines is considered. A
 * negative number means no limit, whatever the load.
 *
 * @param batch across the cluster (cluster option batch-limit); 0 for no limit unless a machine is
 *        under high load, then half the number of machines
 * @param migrationsPerNode live migrations from or to a node (migration-limit); 0 for no limit
 * @param actionsPerNode resource actions on a node (node-action-limit), less where there is load; 0
 *        for twice its processors
 */
public record TransitionLimits(int batch, int migrationsPerNode, int actionsPerNode) {

    public static final TransitionLimits NONE = new TransitionLimits(-1, -1, -1);

    /** What holds unless the configuration says otherwise; Pacemaker's. */
    public static final TransitionLimits DEFAULT = new TransitionLimits(0, -1, 0);

    /** Resource actions in flight across the cluster. */
    int batch(Throttles throttles) {
        if (batch != 0) {
            return batch > 0 ? batch : Integer.MAX_VALUE;
        }
        return throttles.anyHigh() ? Math.max(1, throttles.peers() / 2) : Integer.MAX_VALUE;
    }

    /** Resource actions in flight on a machine. */
    int actions(NodeThrottle throttle) {
        if (actionsPerNode < 0) {
            return Integer.MAX_VALUE;
        }
        long full = actionsPerNode > 0 ? actionsPerNode : 2L * throttle.processors();
        return throttle.mode().share((int) Math.min(Integer.MAX_VALUE, full));
    }

    /** Live migrations in flight from or to a machine. */
    int migrations() {
        return migrationsPerNode > 0 ? migrationsPerNode : Integer.MAX_VALUE;
    }
}
