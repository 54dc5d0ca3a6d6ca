// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.Change;
import dev.mainstay.codec.api.ClusterRequests;
import dev.mainstay.codec.api.ClusterRequests.CreateToken;
import dev.mainstay.codec.api.ClusterRequests.Join;
import dev.mainstay.codec.api.MalformedRequest;
import dev.mainstay.codec.api.ReadConsistency;
import dev.mainstay.codec.api.RemoteRequests;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.CreateJoinTokenReply;
import dev.mainstay.proto.v1.JoinRemoteReply;
import dev.mainstay.proto.v1.JoinReply;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.RemoteMachine;
import io.grpc.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets machines into the cluster. One entry uses up the token and admits the member; everything
 * after it (certificate, list of members) is made from the state, so that a machine which lost the
 * answer gets the same one by asking again with the same request id. The leader seats the new voter
 * when the machine has started.
 */
final class Admissions {

    private final ClusterNames names;
    private final Changes changes;
    private final Reads reads;
    private final Enrolment enrolment;
    private final NodeClock clock;

    Admissions(
            ClusterNames names,
            Changes changes,
            Reads reads,
            Enrolment enrolment,
            NodeClock clock) {
        this.names = names;
        this.changes = changes;
        this.reads = reads;
        this.enrolment = enrolment;
        this.clock = clock;
    }

    CreateJoinTokenReply createToken(CreateToken request) {
        if (request.change().extent() == Change.Extent.PREVIEWED) {
            throw new MalformedRequest("context.preview", "a token makes the cluster do nothing");
        }
        ClusterState state = reads.local().state();
        Instant wall = clock.wall();
        Instant now = wall.isAfter(state.logTime()) ? wall : state.logTime();
        Instant expires = now.plus(request.valid());
        Enrolment.NewToken token = enrolment.createToken(apiAddresses(state), expires);
        changes.commit(new Command.ChangeMembership(new MembershipChange.TokenIssued(
                token.tokenId(), token.secretHash(), expires, request.remote())),
                request.change());
        return ClusterRequests.encodeToken(token.text(), expires);
    }

    JoinReply join(Join request) {
        address("raft_address", request.raftAddress());
        address("api_address", request.apiAddress());
        String fingerprint = enrolment.keyFingerprint(request.certificateRequest());
        requireLevel(request);
        changes.commit(new Command.ChangeMembership(new MembershipChange.Admitted(
                request.tokenId(), enrolment.secretHash(request.tokenId(), request.tokenSecret()),
                newMember(request, fingerprint))), request.requestId());
        ClusterState state = reads.read(ReadConsistency.CURRENT).state();
        Member member = state.member(request.node())
                .filter(admitted -> admitted.keyFingerprint().equals(fingerprint))
                .orElseThrow(() -> Status.FAILED_PRECONDITION.withDescription("node "
                        + request.node() + " was admitted with another key and cannot use this"
                        + " one: join again with a new token").asRuntimeException());
        Enrolment.Credentials credentials =
                enrolment.issue(request.certificateRequest(), member);
        return ClusterRequests.encode(
                new ClusterRequests.Joined(names.clusterId(), names.clusterName(),
                        names.raftGroup().toString(), member, credentials.certificate(),
                        credentials.authorityCertificate(), credentials.authorityKey()),
                state.membership().members().values().stream()
                        .filter(other -> !other.isAwaited())
                        .toList());
    }

    JoinRemoteReply join(RemoteRequests.Join request) {
        address("address", request.address());
        String fingerprint = enrolment.keyFingerprint(request.certificateRequest());
        RemoteMachine asked = new RemoteMachine(request.node(), UUID.randomUUID().toString(),
                fingerprint, request.address());
        changes.commit(new Command.ChangeMembership(new MembershipChange.RemoteAdmitted(
                request.tokenId(), enrolment.secretHash(request.tokenId(), request.tokenSecret()),
                asked)), request.requestId());
        RemoteMachine machine = Optional.ofNullable(reads.read(ReadConsistency.CURRENT).state()
                .membership().remotes().get(request.node()))
                .filter(admitted -> admitted.keyFingerprint().equals(fingerprint))
                .orElseThrow(() -> Status.FAILED_PRECONDITION.withDescription("remote machine "
                        + request.node() + " was admitted with another key and cannot use this"
                        + " one: join again with a new token").asRuntimeException());
        Enrolment.Certificates certificates =
                enrolment.issue(request.certificateRequest(), machine);
        return RemoteRequests.encode(new RemoteRequests.Joined(
                names.clusterId(), names.clusterName(), machine.machineId(),
                certificates.certificate(), certificates.authorityCertificate()));
    }

    private void requireLevel(Join request) {
        int level = reads.local().state().featureLevel();
        if (request.featureLevel() < level) {
            throw Status.FAILED_PRECONDITION.withDescription("the cluster works at feature level "
                    + level + ", this version of Mainstay knows " + request.featureLevel()
                    + ": install the cluster's version").asRuntimeException();
        }
    }

    private static Member newMember(Join request, String fingerprint) {
        String memberId = UUID.randomUUID().toString();
        NodeId node = request.node();
        return new Member(node, memberId, fingerprint,
                ClusterRequests.peerId(node, memberId),
                request.raftAddress(), request.apiAddress(), true);
    }

    private static void address(String field, String text) {
        if (!text.matches("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5}")) {
            throw new MalformedRequest(field, "expected host:port, got \"" + text + "\"");
        }
    }

    /** For a token; a founder's peer may lead for a moment before the cluster is founded. */
    static List<String> apiAddresses(ClusterState state) {
        List<String> addresses = state.membership().members().values().stream()
                .filter(member -> !member.isAwaited())
                .map(Member::apiAddress)
                .toList();
        if (addresses.isEmpty()) {
            throw Status.UNAVAILABLE.withDescription("this node knows no member of the cluster"
                    + " yet: try again in a moment").asRuntimeException();
        }
        return addresses;
    }
}
