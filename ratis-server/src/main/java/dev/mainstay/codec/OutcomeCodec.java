// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.unknownKind;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.Rejection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Answers to commands. */
public final class OutcomeCodec {

    private OutcomeCodec() {}

    public static byte[] encode(Outcome outcome) {
        return message(outcome).toByteArray();
    }

    /** Throws {@link UnreadableEntry} if the bytes are no outcome. */
    public static Outcome decode(byte[] bytes) {
        try {
            return outcome(LogProto.Outcome.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableEntry("the answer cannot be parsed: " + e.getMessage(), e);
        } catch (MalformedField e) {
            throw new UnreadableEntry("the answer is malformed: " + e.field() + " " + e.reason());
        }
    }

    static LogProto.Outcome message(Outcome outcome) {
        var message = LogProto.Outcome.newBuilder();
        switch (outcome) {
            case Outcome.Accepted accepted -> message.setAccepted(message(accepted));
            case Outcome.Rejected(var rejection) -> message.setRejected(message(rejection));
        }
        return message.build();
    }

    private static LogProto.Outcome.Accepted message(Outcome.Accepted accepted) {
        var message = LogProto.Outcome.Accepted.newBuilder()
                .setIndex(accepted.index())
                .setRevision(accepted.revision());
        accepted.refused().forEach((part, rejection) -> message.addRefused(
                LogProto.Outcome.Refused.newBuilder()
                        .setPart(part)
                        .setRejection(message(rejection))));
        return message.build();
    }

    static Outcome outcome(LogProto.Outcome message) throws MalformedField {
        return switch (message.getOutcomeCase()) {
            case ACCEPTED -> accepted(message.getAccepted());
            case REJECTED -> new Outcome.Rejected(rejection(message.getRejected()));
            case OUTCOME_NOT_SET -> throw unknownKind("outcome");
        };
    }

    private static Outcome accepted(LogProto.Outcome.Accepted message) throws MalformedField {
        SortedMap<Integer, Rejection> refused = new TreeMap<>();
        for (LogProto.Outcome.Refused part : message.getRefusedList()) {
            refused.put(part.getPart(), rejection(part.getRejection()));
        }
        return new Outcome.Accepted(message.getIndex(), message.getRevision(), refused);
    }

    private static LogProto.Rejection message(Rejection rejection) {
        var message = LogProto.Rejection.newBuilder();
        switch (rejection) {
            case Rejection.StaleRevision(var expected, var actual) ->
                    message.setStaleRevision(LogProto.Rejection.StaleRevision.newBuilder()
                            .setExpected(expected)
                            .setActual(actual));
            case Rejection.AlreadyExists(var element, var text) ->
                    message.setAlreadyExists(about(element, text));
            case Rejection.NotFound(var element, var text) ->
                    message.setNotFound(about(element, text));
            case Rejection.Invalid(var element, var text) ->
                    message.setInvalid(about(element, text));
            case Rejection.NotPossibleNow(var text) -> message.setNotPossibleNow(plain(text));
            case Rejection.Outdated(var text) -> message.setOutdated(plain(text));
            case Rejection.LimitExceeded(var limit, var allowed, var actual) ->
                    message.setLimitExceeded(LogProto.Rejection.LimitExceeded.newBuilder()
                            .setLimit(limit)
                            .setAllowed(allowed)
                            .setActual(actual));
        }
        return message.build();
    }

    private static Rejection rejection(LogProto.Rejection message) throws MalformedField {
        return switch (message.getRejectionCase()) {
            case STALE_REVISION -> new Rejection.StaleRevision(
                    message.getStaleRevision().getExpected(),
                    message.getStaleRevision().getActual());
            case ALREADY_EXISTS -> new Rejection.AlreadyExists(
                    message.getAlreadyExists().getElement(),
                    message.getAlreadyExists().getMessage());
            case NOT_FOUND -> new Rejection.NotFound(
                    message.getNotFound().getElement(), message.getNotFound().getMessage());
            case INVALID -> new Rejection.Invalid(
                    message.getInvalid().getElement(), message.getInvalid().getMessage());
            case NOT_POSSIBLE_NOW -> new Rejection.NotPossibleNow(
                    message.getNotPossibleNow().getMessage());
            case OUTDATED -> new Rejection.Outdated(message.getOutdated().getMessage());
            case LIMIT_EXCEEDED -> new Rejection.LimitExceeded(
                    message.getLimitExceeded().getLimit(),
                    message.getLimitExceeded().getAllowed(),
                    message.getLimitExceeded().getActual());
            case REJECTION_NOT_SET -> throw unknownKind("rejection");
        };
    }

    private static LogProto.Rejection.About about(String element, String text) {
        return LogProto.Rejection.About.newBuilder().setElement(element).setMessage(text).build();
    }

    private static LogProto.Rejection.Plain plain(String text) {
        return LogProto.Rejection.Plain.newBuilder().setMessage(text).build();
    }
}
