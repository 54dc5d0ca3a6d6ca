// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import com.google.protobuf.ByteString;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.CreateJoinTokenReply;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import dev.mainstay.proto.v1.FollowChangeRequest;
import dev.mainstay.proto.v1.GetStatusRequest;
import dev.mainstay.proto.v1.JoinReply;
import dev.mainstay.proto.v1.JoinRequest;
import dev.mainstay.proto.v1.MemberAddress;
import dev.mainstay.proto.v1.WatchEventsRequest;
import dev.mainstay.state.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Requests and replies of ClusterService, but for status and events. */
public final class ClusterRequests {

    private static final Duration TOKEN_VALID = Duration.ofHours(1);
    private static final Duration TOKEN_VALID_LONGEST = Duration.ofDays(7);
    // Node names appear in attribute names, peer ids, certificates and file names.
    private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private static final int PEER_SUFFIX_LENGTH = 8;

    private ClusterRequests() {}

    public static ReadConsistency decode(GetStatusRequest request) {
        return ReadConsistency.decode(request.getConsistency());
    }

    /** The first index wanted; empty for what happens from now on. */
    public static OptionalLong decode(WatchEventsRequest request) {
        if (request.getFromIndex() < 0) {
            throw new MalformedRequest("from_index", "must not be negative");
        }
        return request.getFromIndex() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(request.getFromIndex());
    }

    /**
     * A wish to follow a change.
     *
     * @param first index of the change's first entry
     * @param index of its last
     * @param resources that it is about
     */
    public record FollowChange(long first, long index, List<ResourceId> resources) {}

    public static FollowChange decode(FollowChangeRequest request) {
        if (request.getIndex() <= 0) {
            throw new MalformedRequest("index", "must be the log index of a change, is "
                    + request.getIndex());
        }
        return new FollowChange(
                request.getFirstIndex() > 0 ? request.getFirstIndex() : request.getIndex(),
                request.getIndex(),
                request.getResourcesList().stream().map(ResourceId::new).toList());
    }

    /**
     * A request for a join token.
     *
     * @param remote the remote machine that is to join with it; empty: a member
     */
    public record CreateToken(Change change, Duration valid, Optional<NodeId> remote) {}

    public static CreateToken decode(CreateJoinTokenRequest request) {
        Duration valid = Fields.span("valid_millis", request.getValidMillis(), TOKEN_VALID);
        if (valid.compareTo(TOKEN_VALID_LONGEST) > 0) {
            throw new MalformedRequest("valid_millis", "a token lives at most "
                    + TOKEN_VALID_LONGEST.toDays() + " days");
        }
        return new CreateToken(Change.decode(request.getContext()), valid,
                Fields.given(request.getRemote()).map(name -> new NodeId(nodeName(name))));
    }

    public static CreateJoinTokenReply encodeToken(String token, Instant expires) {
        return CreateJoinTokenReply.newBuilder()
                .setToken(token)
                .setExpiresMillis(expires.toEpochMilli())
                .build();
    }

    /** @param certificateRequest PKCS#10 in DER */
    @SuppressWarnings("ArrayRecordComponent") // Opaque bytes, never compared.
    public record Join(
            String tokenId,
            String tokenSecret,
            NodeId node,
            byte[] certificateRequest,
            String raftAddress,
            String apiAddress,
            Optional<String> requestId,
            int featureLevel) {}

    public static Join decode(JoinRequest request) {
        return new Join(
                Fields.required("token_id", request.getTokenId()),
                Fields.required("token_secret", request.getTokenSecret()),
                new NodeId(nodeName(request.getNode())),
                request.getCertificateRequest().toByteArray(),
                Fields.required("raft_address", request.getRaftAddress()),
                Fields.required("api_address", request.getApiAddress()),
                Fields.given(request.getRequestId()),
                request.getFeatureLevel());
    }

    public static JoinRequest encode(Join join) {
        return JoinRequest.newBuilder()
                .setTokenId(join.tokenId())
                .setTokenSecret(join.tokenSecret())
                .setNode(join.node().value())
                .setCertificateRequest(ByteString.copyFrom(join.certificateRequest()))
                .setRaftAddress(join.raftAddress())
                .setApiAddress(join.apiAddress())
                .setRequestId(join.requestId().orElse(""))
                .setFeatureLevel(join.featureLevel())
                .build();
    }

    /** Checks a name that a machine wants to have. */
    public static String nodeName(String name) {
        if (!NODE_NAME.matcher(name).matches()) {
            throw new MalformedRequest("node", "\"" + name + "\" is no node name: a letter or"
                    + " digit, then up to 62 letters, digits, dots, underscores and hyphens");
        }
        return name;
    }

    /** The id of a member's peer of the log: never used again, because member ids are not. */
    public static String peerId(NodeId node, String memberId) {
        return node.value() + "." + memberId.substring(0, PEER_SUFFIX_LENGTH);
    }

    /** What a joining node is given. Certificates and the key are in DER. */
    @SuppressWarnings("ArrayRecordComponent") // Opaque bytes, never compared.
    public record Joined(
            String clusterId,
            String clusterName,
            String raftGroupId,
            Member member,
            byte[] certificate,
            byte[] authorityCertificate,
            byte[] authorityKey) {}

    public static JoinReply encode(Joined joined, List<Member> members) {
        JoinReply.Builder reply = JoinReply.newBuilder()
                .setClusterId(joined.clusterId())
                .setClusterName(joined.clusterName())
                .setMemberId(joined.member().memberId())
                .setCertificate(ByteString.copyFrom(joined.certificate()))
                .setCaCertificate(ByteString.copyFrom(joined.authorityCertificate()))
                .setCaPrivateKey(ByteString.copyFrom(joined.authorityKey()))
                .setRaftGroupId(joined.raftGroupId())
                .setRaftPeerId(joined.member().raftPeerId());
        for (Member member : members) {
            reply.addMembers(MemberAddress.newBuilder()
                    .setNode(member.node().value())
                    .setRaftPeerId(member.raftPeerId())
                    .setRaftAddress(member.raftAddress())
                    .setApiAddress(member.apiAddress()));
        }
        return reply.build();
    }

    /** Reads the reply on the joining node, which knows the rest of its member record itself. */
    public static Joined decode(JoinReply reply, Join request, String keyFingerprint) {
        Member member = new Member(request.node(), reply.getMemberId(), keyFingerprint,
                reply.getRaftPeerId(), request.raftAddress(), request.apiAddress(), true);
        return new Joined(
                reply.getClusterId(),
                reply.getClusterName(),
                reply.getRaftGroupId(),
                member,
                reply.getCertificate().toByteArray(),
                reply.getCaCertificate().toByteArray(),
                reply.getCaPrivateKey().toByteArray());
    }
}
