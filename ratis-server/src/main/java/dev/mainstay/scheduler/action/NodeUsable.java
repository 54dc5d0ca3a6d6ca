// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.WorkNode;

/** Whether a machine is in a state to take something over live. */
final class NodeUsable {
    private NodeUsable() {}

    static boolean isReady(WorkNode node) {
        return node.is(NodeFlag.ONLINE) && !node.is(NodeFlag.UNCLEAN)
                && !node.is(NodeFlag.PENDING);
    }
}
