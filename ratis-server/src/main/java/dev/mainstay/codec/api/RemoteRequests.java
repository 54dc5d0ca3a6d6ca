// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import com.google.protobuf.ByteString;
import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.ExcludeMembersRequest;
import dev.mainstay.proto.v1.ExcludeMembersResponse;
import dev.mainstay.proto.v1.JoinRemoteReply;
import dev.mainstay.proto.v1.JoinRemoteRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Requests and replies by which a remote machine is admitted, and is told of its cluster. */
public final class RemoteRequests {

    private RemoteRequests() {}

    /**
     * A remote machine's request to be admitted.
     *
     * @param certificateRequest PKCS#10 in DER
     * @param address host and port of its agent
     */
    @SuppressWarnings("ArrayRecordComponent") // Opaque bytes, never compared.
    public record Join(
            String tokenId,
            String tokenSecret,
            NodeId node,
            byte[] certificateRequest,
            String address,
            Optional<String> requestId) {}

    /** What it is given; certificates in DER. */
    @SuppressWarnings("ArrayRecordComponent") // Opaque bytes, never compared.
    public record Joined(
            String clusterId,
            String clusterName,
            String machineId,
            byte[] certificate,
            byte[] authorityCertificate) {}

    public static Join decode(JoinRemoteRequest request) {
        return new Join(
                Fields.required("token_id", request.getTokenId()),
                Fields.required("token_secret", request.getTokenSecret()),
                new NodeId(ClusterRequests.nodeName(request.getNode())),
                request.getCertificateRequest().toByteArray(),
                Fields.required("address", request.getAddress()),
                Fields.given(request.getRequestId()));
    }

    public static JoinRemoteRequest encode(Join join) {
        return JoinRemoteRequest.newBuilder()
                .setTokenId(join.tokenId())
                .setTokenSecret(join.tokenSecret())
                .setNode(join.node().value())
                .setCertificateRequest(ByteString.copyFrom(join.certificateRequest()))
                .setAddress(join.address())
                .setRequestId(join.requestId().orElse(""))
                .build();
    }

    public static JoinRemoteReply encode(Joined joined) {
        return JoinRemoteReply.newBuilder()
                .setClusterId(joined.clusterId())
                .setClusterName(joined.clusterName())
                .setMachineId(joined.machineId())
                .setCertificate(ByteString.copyFrom(joined.certificate()))
                .setCaCertificate(ByteString.copyFrom(joined.authorityCertificate()))
                .build();
    }

    public static Joined decode(JoinRemoteReply reply) {
        return new Joined(reply.getClusterId(), reply.getClusterName(), reply.getMachineId(),
                reply.getCertificate().toByteArray(), reply.getCaCertificate().toByteArray());
    }

    public static ExcludeMembersRequest exclusion(Collection<String> memberIds) {
        return ExcludeMembersRequest.newBuilder().addAllMemberIds(memberIds).build();
    }

    public static List<String> excluded(ExcludeMembersRequest request) {
        return List.copyOf(request.getMemberIdsList());
    }

    /** Which machine answers. */
    public static ExcludeMembersResponse machine(String machineId, String node) {
        return ExcludeMembersResponse.newBuilder()
                .setMachineId(machineId)
                .setNode(node)
                .build();
    }
}
