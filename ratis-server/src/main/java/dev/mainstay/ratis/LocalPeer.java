// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.PeerAddress;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;

/** The running server of Ratis and its one group, with what every request to it needs. */
final class LocalPeer {
    private final RaftServer server;
    private final RaftServer.Division division;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong callIds = new AtomicLong();

    LocalPeer(RaftServer server, RaftGroupId group) throws IOException {
        this.server = server;
        this.division = server.getDivision(group);
    }

    /** One asynchronous call to Ratis. */
    @FunctionalInterface
    interface Call {
        CompletableFuture<RaftClientReply> send() throws IOException;
    }

    /** Makes an immediate failure look like a late one. */
    static CompletableFuture<RaftClientReply> send(Call call) {
        try {
            return call.send();
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    RaftServer server() {
        return server;
    }

    RaftServer.Division division() {
        return division;
    }

    ClientId client() {
        return client;
    }

    RaftPeerId id() {
        return division.getId();
    }

    RaftGroupId group() {
        return division.getMemberId().getGroupId();
    }

    long nextCallId() {
        return callIds.incrementAndGet();
    }

    Optional<String> leaderId() {
        return Optional.ofNullable(division.getInfo().getLeaderId()).map(RaftPeerId::toString);
    }

    /** What that peer last told of its commit index, since this one started. */
    OptionalLong commitIndexOf(String peerId) {
        return division.getCommitInfos()
                .stream()
                .filter(told -> told.getServer().getId().toStringUtf8().equals(peerId))
                .mapToLong(CommitInfoProto::getCommitIndex)
                .findFirst();
    }

    RaftConfiguration configuration() {
        return division.getRaftConf();
    }

    static RaftPeer toRatis(PeerAddress peer) {
        return RaftPeer.newBuilder().setId(peer.peerId()).setAddress(peer.hostAndPort()).build();
    }

    /** Without a look-up of the host: this runs whenever someone asks for the voters. */
    static PeerAddress fromRatis(RaftPeer peer) {
        String address = peer.getAddress();
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new PeerAddress(
                peer.getId().toString(), host, Integer.parseInt(address.substring(colon + 1)));
    }

    static List<PeerAddress> fromRatis(Collection<RaftPeer> peers) {
        return peers.stream()
                .map(LocalPeer::fromRatis)
                .sorted(Comparator.comparing(PeerAddress::peerId))
                .toList();
    }
}
