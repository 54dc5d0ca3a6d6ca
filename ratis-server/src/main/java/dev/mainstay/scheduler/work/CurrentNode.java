// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import org.jspecify.annotations.Nullable;

/**
 * The one machine that counts as where a resource is now, even if it is active on several: the
 * source of a migration under way, else the first that is online, be it to be fenced or not.
 */
public final class CurrentNode {
    private CurrentNode() {}

    /** Null if the resource is active nowhere. */
    public static @Nullable WorkNode of(WorkResource resource) {
        if (resource.history().migrationSource() != null) {
            return resource.history().migrationSource();
        }
        if (resource.running().isEmpty()) {
            return null;
        }
        for (WorkNode node : resource.running()) {
            if (node.is(NodeFlag.ONLINE)) {
                return node;
            }
        }
        return resource.running().get(0);
    }
}
