// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Member;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The number that stands for a machine where Pacemaker has a node id: in tools and in alerts. */
public final class MemberNumber {
    private MemberNumber() {}

    /**
     * Between 0 and 2^32 - 1; 0 for what is no member. It is made of the member id alone, so that
     * it never changes while the machine is a member: agents make reservation keys of it.
     */
    public static long of(ClusterState state, NodeId node) {
        CRC32 sum = new CRC32();
        sum.update(state.member(node).map(Member::memberId).orElse("")
                .getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
