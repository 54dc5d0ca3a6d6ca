// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.model.NodeId;
import java.util.Optional;

/** When this node last heard from a leader, which is what a successor counts from. */
public interface LastContact {

    /** The last leader that granted this node's lease, on any thread. */
    Optional<Contact> lastContact();

    /** @param bootNanos when the renewal was sent that the leader granted */
    record Contact(NodeId leader, long bootNanos) {}
}
