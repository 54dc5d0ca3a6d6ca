// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.state.Author;
import dev.mainstay.state.Member;
import dev.mainstay.state.RemoteMachine;
import dev.mainstay.transition.ActionId;
import java.time.DateTimeException;
import java.time.Instant;

/** Small values that many messages of the log have in common. */
final class LogValues {

    private LogValues() {}

    static LogProto.Timestamp encode(Instant instant) {
        return LogProto.Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static Instant instant(LogProto.Timestamp message) throws MalformedField {
        try {
            return Instant.ofEpochSecond(message.getSeconds(), message.getNanos());
        } catch (DateTimeException e) {
            throw new MalformedField("seconds", "is outside of the range of time");
        }
    }

    static LogProto.Author encode(Author author) {
        return LogProto.Author.newBuilder()
                .setIdentity(author.identity())
                .setOrigin(author.origin())
                .build();
    }

    static Author author(LogProto.Author message) {
        return new Author(message.getIdentity(), message.getOrigin());
    }

    static LogProto.ActionId encode(ActionId id) {
        return LogProto.ActionId.newBuilder()
                .setTransition(id.transition())
                .setNumber(id.number())
                .build();
    }

    static ActionId actionId(LogProto.ActionId message) {
        return new ActionId(message.getTransition(), message.getNumber());
    }

    static LogProto.RemoteMachine encode(RemoteMachine machine) {
        return LogProto.RemoteMachine.newBuilder()
                .setNode(machine.node().value())
                .setMachineId(machine.machineId())
                .setKeyFingerprint(machine.keyFingerprint())
                .setAddress(machine.address())
                .build();
    }

    static RemoteMachine remoteMachine(LogProto.RemoteMachine message) throws MalformedField {
        return new RemoteMachine(
                new NodeId(MalformedField.required("node", message.getNode())),
                MalformedField.required("machineId", message.getMachineId()),
                message.getKeyFingerprint(),
                message.getAddress());
    }

    static LogProto.Member encode(Member member) {
        return LogProto.Member.newBuilder()
                .setNode(member.node().value())
                .setMemberId(member.memberId())
                .setKeyFingerprint(member.keyFingerprint())
                .setRaftPeerId(member.raftPeerId())
                .setRaftAddress(member.raftAddress())
                .setApiAddress(member.apiAddress())
                .setVoter(member.voter())
                .build();
    }

    static Member member(LogProto.Member message) throws MalformedField {
        return new Member(
                new NodeId(MalformedField.required("node", message.getNode())),
                MalformedField.required("memberId", message.getMemberId()),
                message.getKeyFingerprint(),
                message.getRaftPeerId(),
                message.getRaftAddress(),
                message.getApiAddress(),
                message.getVoter());
    }
}
