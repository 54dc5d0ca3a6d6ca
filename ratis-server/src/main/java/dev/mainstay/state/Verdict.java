// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import java.util.Optional;

/** What an executed operation means for the transition that expected something of it. */
enum Verdict {
    EXPECTED,
    /** A probe found something else than expected: news, but nobody's failure. */
    FOUND,
    FAILED;

    static Verdict of(OperationRecord record, int targetExitCode) {
        boolean ended = record.status() == OperationStatus.DONE
                || record.status() == OperationStatus.ERROR;
        if (ended && plain(record) == targetExitCode) {
            return EXPECTED;
        }
        if (!record.isProbe()) {
            return FAILED;
        }
        if (record.status() == OperationStatus.NOT_INSTALLED) {
            return targetExitCode == OcfExitCode.NOT_RUNNING.code() ? EXPECTED : FOUND;
        }
        return ended && isPlainFinding(record) ? FOUND : FAILED;
    }

    /** The exit code, with degraded ones as what they work as, and masked ones of probes. */
    private static int plain(OperationRecord record) {
        Optional<OcfExitCode> code = OcfExitCode.of(record.exitCode());
        return code.map(known -> switch (known) {
            case DEGRADED -> OcfExitCode.OK.code();
            case DEGRADED_PROMOTED -> OcfExitCode.RUNNING_PROMOTED.code();
            // Where the agent or its configuration is not installed, nothing of it can run.
            case NOT_INSTALLED, INVALID_PARAMETERS -> record.isProbe()
                    ? OcfExitCode.NOT_RUNNING.code()
                    : known.code();
            case OK, GENERIC_ERROR, UNIMPLEMENTED, INSUFFICIENT_PRIVILEGES, NOT_CONFIGURED,
                    NOT_RUNNING, RUNNING_PROMOTED, FAILED_PROMOTED ->
                    known.code();
        }).orElse(record.exitCode());
    }

    private static boolean isPlainFinding(OperationRecord record) {
        int code = plain(record);
        return code == OcfExitCode.OK.code()
                || code == OcfExitCode.RUNNING_PROMOTED.code()
                || code == OcfExitCode.NOT_RUNNING.code();
    }
}
