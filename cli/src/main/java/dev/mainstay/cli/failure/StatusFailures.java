// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.failure;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Turns a call's status into what the user reads and the process ends with. */
public final class StatusFailures {

    private StatusFailures() {}

    /** @param where the endpoint that was called, for the message */
    public static CommandFailure of(StatusRuntimeException failure, String where) {
        Status status = failure.getStatus();
        if (isUntrusted(status)) {
            return new CommandFailure(ExitCode.DENIED,
                    "The node at " + where + " and the certificate shown to it are not of one"
                            + " cluster" + reasonOf(status) + ".",
                    "Name the folder of a node of that cluster with --dir.", failure);
        }
        if (isUnreachable(status)) {
            return new CommandFailure(ExitCode.UNAVAILABLE,
                    "No node answers at " + where + reasonOf(status) + ".",
                    "Is it running? Start it with 'mainstay node run', or name another one with"
                            + " --dir or --endpoint.",
                    failure);
        }
        return new CommandFailure(exitCode(status.getCode()), textOf(status, where),
                advice(status.getCode()), failure);
    }

    /** Whether the call did not even reach a node, as opposed to a node that has no leader. */
    public static boolean isUnreachable(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE && status.getCause() != null;
    }

    /** Whether something listens there, and one side has refused the other's certificate. */
    private static boolean isUntrusted(Status status) {
        return Stream.iterate(status.getCause(), Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof GeneralSecurityException
                        || cause instanceof SSLHandshakeException);
    }

    private static String reasonOf(Status status) {
        Throwable cause = Objects.requireNonNull(status.getCause());
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? "" : " (" + message + ")";
    }

    private static String textOf(Status status, String where) {
        String description = Objects.requireNonNullElse(status.getDescription(), "");
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED ->
                    "No answer from " + where + " in time; a change may or may not"
                            + " have been made.";
            case UNIMPLEMENTED -> "The node at " + where + " does not know this call"
                    + suffix(description);
            case INTERNAL, UNKNOWN, DATA_LOSS -> "The node at " + where + " failed"
                    + suffix(description);
            // Of gRPC's own limit nothing tells but these words of its own.
            case RESOURCE_EXHAUSTED -> description.startsWith("gRPC message")
                    ? "The request is too large for the node at " + where + ": " + description
                    : description;
            case OK, CANCELLED, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED,
                    FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, UNAVAILABLE,
                    UNAUTHENTICATED ->
                    description.isEmpty()
                            ? "The call to " + where + " ended with " + status.getCode() + "."
                            : description;
        };
    }

    private static String suffix(String description) {
        return description.isEmpty() ? "." : ": " + description;
    }

    private static ExitCode exitCode(Status.Code code) {
        return switch (code) {
            case OK -> ExitCode.OK;
            case INVALID_ARGUMENT, OUT_OF_RANGE, RESOURCE_EXHAUSTED -> ExitCode.DATA;
            case NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, CANCELLED -> ExitCode.REFUSED;
            case ABORTED, UNAVAILABLE, DEADLINE_EXCEEDED -> ExitCode.TRY_AGAIN;
            case UNAUTHENTICATED, PERMISSION_DENIED -> ExitCode.DENIED;
            case UNIMPLEMENTED -> ExitCode.PROTOCOL;
            case INTERNAL, UNKNOWN, DATA_LOSS -> ExitCode.INTERNAL;
        };
    }

    // The server's own description tells what to do wherever that depends on the request.
    private static String advice(Status.Code code) {
        return switch (code) {
            case ABORTED -> "The configuration was changed meanwhile: look at it and repeat.";
            case UNAVAILABLE, DEADLINE_EXCEEDED -> "Repeat it, or look at 'mainstay status': a"
                    + " cluster without a majority of its voters changes nothing.";
            case UNAUTHENTICATED, PERMISSION_DENIED -> "Run it as the user who runs the node, or"
                    + " with a member's certificate.";
            case UNIMPLEMENTED -> "Use the command of the node's own version.";
            case INTERNAL, UNKNOWN, DATA_LOSS -> "The node's log says more.";
            case RESOURCE_EXHAUSTED -> "Nothing was changed: ask for less at a time.";
            case OK, CANCELLED, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS,
                    FAILED_PRECONDITION, OUT_OF_RANGE ->
                    "";
        };
    }
}
