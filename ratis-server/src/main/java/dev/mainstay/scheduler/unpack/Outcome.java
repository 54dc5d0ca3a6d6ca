// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.Optional;

/**
 * The result of one operation once exit code, status and expectation are held together; the role is
 * given where the exit code alone tells it.
 */
record Outcome(Kind kind, int exitCode, Optional<Role> role) {

    /** How good or bad. */
    enum Kind {
        SUCCESS,
        /** May work elsewhere or later. */
        SOFT,
        /** Will not work on this machine. */
        HARD,
        /** Will not work anywhere. */
        FATAL,
        NOT_INSTALLED
    }

    static Outcome of(OperationRecord record, WorkResource resource) {
        int code = withoutDegradation(record.exitCode());
        if (isMaskedProbe(record, code, resource)) {
            code = OcfExitCode.NOT_RUNNING.code();
            return new Outcome(Kind.SUCCESS, code, Optional.of(Role.STOPPED));
        }
        Optional<Outcome> final_ = ofStatus(record, code);
        if (final_.isPresent()) {
            return final_.get();
        }
        return ofExitCode(record, code, resource);
    }

    private static int withoutDegradation(int code) {
        return switch (code) {
            case 190 -> OcfExitCode.OK.code();
            case 191 -> OcfExitCode.RUNNING_PROMOTED.code();
            default -> code;
        };
    }

    /** A probe without an agent, or one that refuses its parameters, finds nothing running. */
    private static boolean isMaskedProbe(
            OperationRecord record, int code, WorkResource resource) {
        if (!record.isProbe() || resource.is(ResourceFlag.BUNDLED)) {
            return false;
        }
        return record.status() == OperationStatus.NOT_INSTALLED
                || (record.status() == OperationStatus.DONE
                        || record.status() == OperationStatus.ERROR)
                        && (code == OcfExitCode.NOT_INSTALLED.code()
                                || code == OcfExitCode.INVALID_PARAMETERS.code());
    }

    /** Whether a probe failed in a way that counts as having found nothing. */
    boolean isMasked(OperationRecord record) {
        return record.isProbe() && kind == Kind.SUCCESS
                && exitCode == OcfExitCode.NOT_RUNNING.code()
                && withoutDegradation(record.exitCode()) != exitCode;
    }

    private static Optional<Outcome> ofStatus(OperationRecord record, int code) {
        return switch (record.status()) {
            case DONE, ERROR, PENDING, UNKNOWN, CANCELLED -> Optional.empty();
            case NOT_INSTALLED -> Optional.of(new Outcome(
                    Kind.NOT_INSTALLED, code, Optional.empty()));
            case HARD_ERROR -> Optional.of(new Outcome(Kind.HARD, code, Optional.empty()));
            case FATAL_ERROR -> Optional.of(new Outcome(Kind.FATAL, code, Optional.empty()));
            case TIMED_OUT, NOT_SUPPORTED, NOT_CONNECTED, INVALID, NO_FENCE_DEVICE, NO_SECRETS ->
                    Optional.of(new Outcome(Kind.SOFT, code, Optional.empty()));
        };
    }

    private static Outcome ofExitCode(OperationRecord record, int code, WorkResource resource) {
        int expected = record.expectedExitCode().orElse(record.isProbe() ? code : 0);
        boolean asExpected = code == withoutDegradation(expected);
        Kind plain = asExpected ? Kind.SUCCESS : Kind.SOFT;
        boolean probe = record.isProbe();
        return switch (OcfExitCode.of(code).orElse(OcfExitCode.GENERIC_ERROR)) {
            case OK -> new Outcome(probe ? Kind.SUCCESS : plain, code, Optional.empty());
            case NOT_RUNNING -> probe || asExpected || !resource.is(ResourceFlag.MANAGED)
                    ? new Outcome(Kind.SUCCESS, code, Optional.of(Role.STOPPED))
                    : new Outcome(Kind.SOFT, code, Optional.empty());
            case RUNNING_PROMOTED -> new Outcome(
                    probe ? Kind.SUCCESS : plain, code, Optional.of(Role.PROMOTED));
            case FAILED_PROMOTED -> new Outcome(Kind.SOFT, code, Optional.of(Role.PROMOTED));
            case NOT_CONFIGURED -> new Outcome(Kind.FATAL, code, Optional.empty());
            // What could be started there and only cannot be watched may still be there.
            case UNIMPLEMENTED -> new Outcome(
                    record.isRecurring() ? Kind.SOFT : Kind.HARD, code, Optional.empty());
            case INVALID_PARAMETERS, INSUFFICIENT_PRIVILEGES, NOT_INSTALLED ->
                    new Outcome(Kind.HARD, code, Optional.empty());
            case GENERIC_ERROR, DEGRADED, DEGRADED_PROMOTED ->
                    new Outcome(plain, code, Optional.empty());
        };
    }
}
