// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.StateSource;

/** What the leader's loops work with. All of them live on the one {@code loop}. */
public record LeaderPorts(
        NodeId self,
        EventLoop loop,
        NodeClock clock,
        Leadership leadership,
        StateSource states,
        Proposer proposer) {}
