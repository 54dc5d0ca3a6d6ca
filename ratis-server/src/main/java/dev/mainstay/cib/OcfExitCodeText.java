// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.OcfExitCode;

/** Exit codes of resource agents in the words of Pacemaker's tools, which programs compare. */
public final class OcfExitCodeText {
    private OcfExitCodeText() {}

    /** As crm_mon 2.1.5 writes {@code rc_text}, for any code. */
    public static String of(int exitCode) {
        return OcfExitCode.of(exitCode).map(OcfExitCodeText::of).orElse("unknown");
    }

    private static String of(OcfExitCode code) {
        return switch (code) {
            case OK -> "ok";
            case GENERIC_ERROR -> "error";
            case INVALID_PARAMETERS -> "invalid parameter";
            case UNIMPLEMENTED -> "unimplemented feature";
            case INSUFFICIENT_PRIVILEGES -> "insufficient privileges";
            case NOT_INSTALLED -> "not installed";
            case NOT_CONFIGURED -> "not configured";
            case NOT_RUNNING -> "not running";
            case RUNNING_PROMOTED -> "promoted";
            case FAILED_PROMOTED -> "promoted (failed)";
            case DEGRADED -> "OCF_DEGRADED";
            case DEGRADED_PROMOTED -> "promoted (degraded)";
        };
    }
}
