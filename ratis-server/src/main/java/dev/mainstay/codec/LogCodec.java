// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mainstay.model.Configuration;
import dev.mainstay.port.Proposal;
import dev.mainstay.proto.v1.ConfigurationProto;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.LogEntry;
import dev.mainstay.transition.Transition;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Log entries and proposals, between the core's records and bytes. */
public final class LogCodec {

    private LogCodec() {}

    /** The entry of a proposal, as the leader appends it at {@code time}. */
    public static byte[] encode(Proposal proposal, Instant time) {
        var message = LogProto.LogRecord.newBuilder()
                .setFeatureLevel(ClusterState.FIRST_FEATURE_LEVEL)
                .setTime(LogValues.encode(time))
                .setAuthor(LogValues.encode(proposal.author()))
                .setCommand(CommandEncoder.message(proposal.command()));
        proposal.requestId().ifPresent(message::setRequestId);
        return message.build().toByteArray();
    }

    /**
     * The entry at a place of the log. Throws {@link UnreadableEntry} if the bytes are damaged or
     * need a feature level above {@link ClusterState#SUPPORTED_FEATURE_LEVEL}.
     */
    public static LogEntry decode(long index, long term, byte[] bytes) {
        LogProto.LogRecord message = parse(bytes);
        if (message.getFeatureLevel() > ClusterState.SUPPORTED_FEATURE_LEVEL) {
            throw new UnreadableEntry("entry " + index + " needs feature level "
                    + message.getFeatureLevel() + "; this build supports "
                    + ClusterState.SUPPORTED_FEATURE_LEVEL + ": upgrade it");
        }
        try {
            return new LogEntry(
                    index,
                    term,
                    MalformedField.decode("time", message.getTime(), LogValues::instant),
                    message.getFeatureLevel(),
                    LogValues.author(message.getAuthor()),
                    message.hasRequestId()
                            ? Optional.of(message.getRequestId())
                            : Optional.empty(),
                    MalformedField.decode("command", message.getCommand(),
                            CommandDecoder::command));
        } catch (MalformedField e) {
            throw new UnreadableEntry(
                    "entry " + index + " is malformed: " + e.field() + " " + e.reason());
        }
    }

    public static byte[] encodeProposal(Proposal proposal) {
        var message = LogProto.Proposal.newBuilder()
                .setCommand(CommandEncoder.message(proposal.command()))
                .setAuthor(LogValues.encode(proposal.author()));
        proposal.requestId().ifPresent(message::setRequestId);
        proposal.onlyInTerm().ifPresent(message::setOnlyInTerm);
        return message.build().toByteArray();
    }

    /** Throws {@link UnreadableEntry} if the bytes are no proposal. */
    public static Proposal decodeProposal(byte[] bytes) {
        try {
            LogProto.Proposal message = LogProto.Proposal.parseFrom(bytes);
            return new Proposal(
                    MalformedField.decode("command", message.getCommand(),
                            CommandDecoder::command),
                    LogValues.author(message.getAuthor()),
                    message.hasRequestId()
                            ? Optional.of(message.getRequestId())
                            : Optional.empty(),
                    message.hasOnlyInTerm()
                            ? OptionalLong.of(message.getOnlyInTerm())
                            : OptionalLong.empty());
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableEntry("the proposal cannot be parsed: " + e.getMessage(), e);
        } catch (MalformedField e) {
            throw new UnreadableEntry("the proposal is malformed: " + e.field() + " " + e.reason());
        }
    }

    /** What is staged in parts for an adoption whose transition does not fit an entry. */
    public static Content stage(Transition transition) {
        return Content.copyOf(TransitionCodec.encode(transition).toByteArray());
    }

    /** What is staged in parts for a change whose document does not fit an entry. */
    public static Content stage(Configuration configuration) {
        return Content.copyOf(ConfigurationCodec.encode(configuration).toByteArray());
    }

    static Optional<Transition> stagedTransition(Content content) {
        try {
            return Optional.of(TransitionCodec.transition(
                    LogProto.Transition.parseFrom(content.toByteArray())));
        } catch (InvalidProtocolBufferException | MalformedField e) {
            return Optional.empty();
        }
    }

    static Optional<Configuration> stagedConfiguration(Content content) {
        try {
            return Optional.of(ConfigurationCodec.configuration(
                    ConfigurationProto.Configuration.parseFrom(content.toByteArray())));
        } catch (InvalidProtocolBufferException | MalformedField e) {
            return Optional.empty();
        }
    }

    private static LogProto.LogRecord parse(byte[] bytes) {
        try {
            return LogProto.LogRecord.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableEntry("an entry cannot be parsed: " + e.getMessage(), e);
        }
    }
}
