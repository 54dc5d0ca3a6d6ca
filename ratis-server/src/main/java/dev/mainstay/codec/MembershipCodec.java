// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.MembershipChange.Admitted;
import dev.mainstay.state.MembershipChange.Founded;
import dev.mainstay.state.MembershipChange.KeyRenewed;
import dev.mainstay.state.MembershipChange.RemoteAdmitted;
import dev.mainstay.state.MembershipChange.RemoteRemoved;
import dev.mainstay.state.MembershipChange.Removed;
import dev.mainstay.state.MembershipChange.TokenIssued;
import java.util.Optional;

/** Changes of who belongs to the cluster. */
final class MembershipCodec {

    private MembershipCodec() {}

    static LogProto.ChangeMembership encode(MembershipChange change) {
        var message = LogProto.ChangeMembership.newBuilder();
        switch (change) {
            case Founded founded ->
                    message.setFounded(LogProto.ChangeMembership.Founded.newBuilder()
                            .setClusterId(founded.clusterId())
                            .setClusterName(founded.clusterName())
                            .setMember(LogValues.encode(founded.member())));
            case TokenIssued issued -> message.setTokenIssued(encode(issued));
            case Admitted admitted ->
                    message.setAdmitted(LogProto.ChangeMembership.Admitted.newBuilder()
                            .setTokenId(admitted.tokenId())
                            .setSecretHash(admitted.secretHash())
                            .setMember(LogValues.encode(admitted.member())));
            case KeyRenewed renewed ->
                    message.setKeyRenewed(LogProto.ChangeMembership.KeyRenewed.newBuilder()
                            .setNode(renewed.node().value())
                            .setMemberId(renewed.memberId())
                            .setKeyFingerprint(renewed.keyFingerprint()));
            case Removed removed ->
                    message.setRemoved(LogProto.ChangeMembership.Removed.newBuilder()
                            .setNode(removed.node().value())
                            .setMemberId(removed.memberId()));
            case RemoteAdmitted admitted -> message.setRemoteAdmitted(
                    LogProto.ChangeMembership.RemoteAdmitted.newBuilder()
                            .setTokenId(admitted.tokenId())
                            .setSecretHash(admitted.secretHash())
                            .setMachine(LogValues.encode(admitted.machine())));
            case RemoteRemoved removed -> message.setRemoteRemoved(
                    LogProto.ChangeMembership.RemoteRemoved.newBuilder()
                            .setNode(removed.node().value())
                            .setMachineId(removed.machineId()));
        }
        return message.build();
    }

    private static LogProto.ChangeMembership.TokenIssued encode(TokenIssued issued) {
        var message = LogProto.ChangeMembership.TokenIssued.newBuilder()
                .setTokenId(issued.tokenId())
                .setSecretHash(issued.secretHash())
                .setExpires(LogValues.encode(issued.expires()));
        issued.remote().ifPresent(node -> message.setRemote(node.value()));
        return message.build();
    }

    private static TokenIssued tokenIssued(LogProto.ChangeMembership.TokenIssued message)
            throws MalformedField {
        return new TokenIssued(
                message.getTokenId(),
                message.getSecretHash(),
                decode("expires", message.getExpires(), LogValues::instant),
                message.hasRemote()
                        ? Optional.of(new NodeId(message.getRemote()))
                        : Optional.empty());
    }

    static MembershipChange change(LogProto.ChangeMembership message) throws MalformedField {
        return switch (message.getChangeCase()) {
            case FOUNDED -> new Founded(
                    message.getFounded().getClusterId(),
                    message.getFounded().getClusterName(),
                    decode("member", message.getFounded().getMember(), LogValues::member));
            case TOKEN_ISSUED -> tokenIssued(message.getTokenIssued());
            case ADMITTED -> new Admitted(
                    message.getAdmitted().getTokenId(),
                    message.getAdmitted().getSecretHash(),
                    decode("member", message.getAdmitted().getMember(), LogValues::member));
            case KEY_RENEWED -> new KeyRenewed(
                    new NodeId(message.getKeyRenewed().getNode()),
                    message.getKeyRenewed().getMemberId(),
                    message.getKeyRenewed().getKeyFingerprint());
            case REMOVED -> new Removed(
                    new NodeId(message.getRemoved().getNode()),
                    message.getRemoved().getMemberId());
            case REMOTE_ADMITTED -> new RemoteAdmitted(
                    message.getRemoteAdmitted().getTokenId(),
                    message.getRemoteAdmitted().getSecretHash(),
                    decode("machine", message.getRemoteAdmitted().getMachine(),
                            LogValues::remoteMachine));
            case REMOTE_REMOVED -> new RemoteRemoved(
                    new NodeId(message.getRemoteRemoved().getNode()),
                    message.getRemoteRemoved().getMachineId());
            case CHANGE_NOT_SET -> throw unknownKind("change");
        };
    }
}
