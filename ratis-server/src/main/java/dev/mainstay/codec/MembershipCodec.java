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
import dev.mainstay.state.MembershipChange.Removed;
import dev.mainstay.state.MembershipChange.TokenIssued;

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
            case TokenIssued issued ->
                    message.setTokenIssued(LogProto.ChangeMembership.TokenIssued.newBuilder()
                            .setTokenId(issued.tokenId())
                            .setSecretHash(issued.secretHash())
                            .setExpires(LogValues.encode(issued.expires())));
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
        }
        return message.build();
    }

    static MembershipChange change(LogProto.ChangeMembership message) throws MalformedField {
        return switch (message.getChangeCase()) {
            case FOUNDED -> new Founded(
                    message.getFounded().getClusterId(),
                    message.getFounded().getClusterName(),
                    decode("member", message.getFounded().getMember(), LogValues::member));
            case TOKEN_ISSUED -> new TokenIssued(
                    message.getTokenIssued().getTokenId(),
                    message.getTokenIssued().getSecretHash(),
                    decode("expires", message.getTokenIssued().getExpires(),
                            LogValues::instant));
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
            case CHANGE_NOT_SET -> throw unknownKind("change");
        };
    }
}
