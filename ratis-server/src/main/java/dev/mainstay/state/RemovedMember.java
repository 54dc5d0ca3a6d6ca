// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;

/**
 * What stays of a member after its removal. Its ids are never used again and never let in again,
 * whatever log or certificate its folders still hold; its name may go to another machine.
 *
 * @param index the entry that removed it
 */
public record RemovedMember(String memberId, String raftPeerId, NodeId node, long index) {}
