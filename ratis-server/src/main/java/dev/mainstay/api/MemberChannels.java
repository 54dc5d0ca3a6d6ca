// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.Member;
import io.grpc.ManagedChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Connections to the other members' APIs, made on first use and again when an address changes.
 * Shared by all callers: gRPC multiplexes calls and reconnects by itself.
 */
public final class MemberChannels implements AutoCloseable {

    private final StateSource states;
    private final Function<Member, ManagedChannel> dial;
    private final Map<NodeId, Line> lines = new ConcurrentHashMap<>();

    /** @param dial makes a channel, with mutual TLS, to a member's API */
    public MemberChannels(StateSource states, Function<Member, ManagedChannel> dial) {
        this.states = states;
        this.dial = dial;
    }

    /** The line to a member; empty when the state knows no such member. */
    Optional<ManagedChannel> to(NodeId node) {
        return states.current().member(node).map(member -> line(member).channel());
    }

    /** The member whose peer of the log has this id. */
    Optional<NodeId> nodeOfPeer(String peerId) {
        return states.current().membership().members().values().stream()
                .filter(member -> member.raftPeerId().equals(peerId))
                .map(Member::node)
                .findFirst();
    }

    private Line line(Member member) {
        return lines.compute(member.node(), (node, line) -> {
            if (line != null && line.member().equals(member)) {
                return line;
            }
            if (line != null) {
                line.channel().shutdown();
            }
            return new Line(member, dial.apply(member));
        });
    }

    @Override
    public void close() {
        lines.values().forEach(line -> line.channel().shutdownNow());
        lines.clear();
    }

    private record Line(Member member, ManagedChannel channel) {}
}
