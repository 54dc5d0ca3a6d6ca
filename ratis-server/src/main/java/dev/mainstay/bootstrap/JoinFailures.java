// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.security.cert.CertificateException;

/** What a refused join means to the person who asked for it. */
final class JoinFailures {

    private JoinFailures() {}

    static StartupFailure explain(String address, StatusRuntimeException refused) {
        Status status = refused.getStatus();
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new StartupFailure(ExitCode.DENIED,
                        "the node at " + address + " cannot be trusted: " + cause.getMessage(),
                        refused);
            }
        }
        ExitCode code = switch (status.getCode()) {
            case ALREADY_EXISTS, NOT_FOUND, FAILED_PRECONDITION, ABORTED -> ExitCode.REFUSED;
            case INVALID_ARGUMENT -> ExitCode.USAGE;
            case PERMISSION_DENIED, UNAUTHENTICATED -> ExitCode.DENIED;
            case UNAVAILABLE, DEADLINE_EXCEEDED -> ExitCode.UNAVAILABLE;
            default -> ExitCode.PROTOCOL;
        };
        return new StartupFailure(code,
                "the node at " + address + " answers: " + status.getDescription(), refused);
    }
}
