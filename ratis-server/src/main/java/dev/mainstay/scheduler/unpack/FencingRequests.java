// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;

/** Marks machines that have to be fenced. A guest is fenced by recovering what runs it. */
public final class FencingRequests {
    private FencingRequests() {}

    public static void request(WorkNode node, String reason) {
        if (node.isGuest()) {
            WorkResource container = node.container();
            if (container != null && !container.is(ResourceFlag.FAILED)
                    && container.is(ResourceFlag.MANAGED)) {
                node.set(NodeFlag.REMOTE_RESET);
                container.set(ResourceFlag.FAILED);
                container.set(ResourceFlag.STOP_NEEDED);
            }
            return;
        }
        if (node.isRemote()) {
            WorkResource connection = node.connection();
            if (connection != null && !connection.is(ResourceFlag.MANAGED)) {
                return;
            }
            node.set(NodeFlag.REMOTE_RESET);
        }
        node.set(NodeFlag.UNCLEAN);
        if (node.fenceReason().isEmpty()) {
            node.fenceReason(reason);
        }
    }
}
