// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Optional;

/** Exit codes of resource agents, OCF Resource Agent API 1.1 and Pacemaker's additions. */
public enum OcfExitCode {
    OK(0),
    GENERIC_ERROR(1),
    INVALID_PARAMETERS(2),
    UNIMPLEMENTED(3),
    INSUFFICIENT_PRIVILEGES(4),
    NOT_INSTALLED(5),
    NOT_CONFIGURED(6),
    NOT_RUNNING(7),
    RUNNING_PROMOTED(8),
    FAILED_PROMOTED(9),
    DEGRADED(190),
    DEGRADED_PROMOTED(191);

    private final int code;

    OcfExitCode(int code) {
        this.code = code;
    }

    /** The named code, or empty for one without a meaning of its own (an ordinary error). */
    public static Optional<OcfExitCode> of(int code) {
        for (OcfExitCode candidate : values()) {
            if (candidate.code == code) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The exit code, with that of a degraded resource as what the resource works as. */
    public static int plain(int code) {
        return code == DEGRADED.code ? OK.code
                : code == DEGRADED_PROMOTED.code ? RUNNING_PROMOTED.code : code;
    }

    public static boolean isDegraded(int code) {
        return plain(code) != code;
    }

    /** What a monitor reports of an instance that is in this role. */
    public static OcfExitCode monitored(Role role) {
        return switch (role) {
            case PROMOTED -> RUNNING_PROMOTED;
            case STOPPED -> NOT_RUNNING;
            case STARTED, UNPROMOTED -> OK;
        };
    }

    public int code() {
        return code;
    }
}
