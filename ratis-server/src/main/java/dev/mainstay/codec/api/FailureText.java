// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import java.util.Optional;

/** Says in one sentence why an operation failed, and what is to be done about it. */
final class FailureText {

    private final String resource;
    private final String node;
    private final OperationRecord record;

    private FailureText(String resource, String node, OperationRecord record) {
        this.resource = resource;
        this.node = node;
        this.record = record;
    }

    /** @param resource as it is configured, without the number of an instance */
    static String of(String resource, String node, OperationRecord record) {
        FailureText text = new FailureText(resource, node, record);
        return text.whatWasWrong() + "; " + text.whatToDo();
    }

    private Optional<OcfExitCode> meaning() {
        return record.status() == OperationStatus.DONE
                ? OcfExitCode.of(record.exitCode())
                : Optional.empty();
    }

    private String whatWasWrong() {
        String reason = record.exitReason().orElse("");
        String ending = switch (record.status()) {
            case TIMED_OUT -> "took longer than its timeout";
            case DONE -> meaning().map(FailureText::ending)
                    .orElse("ended with exit code " + record.exitCode());
            case ERROR -> "did not end by itself";
            case PENDING, CANCELLED, NOT_SUPPORTED, HARD_ERROR, FATAL_ERROR, NOT_INSTALLED,
                    NOT_CONNECTED, INVALID, NO_FENCE_DEVICE, NO_SECRETS, UNKNOWN ->
                    "ended as " + FailureEncoder.word(record.status());
        };
        return reason.isEmpty() ? ending : ending + ": " + reason;
    }

    private static String ending(OcfExitCode code) {
        return switch (code) {
            case GENERIC_ERROR -> "failed";
            case INVALID_PARAMETERS -> "its parameters cannot be used there";
            case UNIMPLEMENTED -> "its agent does not know this operation";
            case INSUFFICIENT_PRIVILEGES -> "it is not permitted";
            case NOT_INSTALLED -> "something that it needs is not installed";
            case NOT_CONFIGURED -> "its configuration is wrong";
            case NOT_RUNNING -> "it was found stopped";
            case FAILED_PROMOTED -> "it was found promoted and failed";
            case OK, DEGRADED -> "it was found running in another role";
            case RUNNING_PROMOTED, DEGRADED_PROMOTED -> "it was found promoted";
        };
    }

    private String whatToDo() {
        return switch (record.status()) {
            case TIMED_OUT -> "find out what it waits for, or give it more time (resource update "
                    + resource + " op " + record.task() + " timeout=...)" + forget();
            case ERROR -> "look in the journal of " + node + " for what ended it (a lack of memory,"
                    + " a person)" + forget();
            case DONE -> meaning().map(this::whatToDo).orElseGet(this::readTheLog);
            case PENDING, CANCELLED, NOT_SUPPORTED, HARD_ERROR, FATAL_ERROR, NOT_INSTALLED,
                    NOT_CONNECTED, INVALID, NO_FENCE_DEVICE, NO_SECRETS, UNKNOWN ->
                    readTheLog();
        };
    }

    private String whatToDo(OcfExitCode code) {
        return switch (code) {
            case INVALID_PARAMETERS, NOT_CONFIGURED -> "correct its parameters (resource update "
                    + resource + " NAME=VALUE)" + forget();
            case UNIMPLEMENTED -> "remove what asks for it (resource op delete " + resource + " "
                    + record.task() + "), or use another agent" + forget();
            case INSUFFICIENT_PRIVILEGES -> "set the permissions on " + node + " right" + forget();
            case NOT_INSTALLED -> "install it on " + node + forget() + ", or keep " + resource
                    + " away (constraint location " + resource + " avoids " + node + ")";
            case NOT_RUNNING -> "why it ended its own log says" + forget();
            case OK, GENERIC_ERROR, RUNNING_PROMOTED, FAILED_PROMOTED, DEGRADED,
                    DEGRADED_PROMOTED ->
                    readTheLog();
        };
    }

    private String readTheLog() {
        return "what the agent said is in the log of " + node + ": repair it" + forget();
    }

    /** A probe is no failure that would have to be forgotten, but it is not repeated by itself. */
    private String forget() {
        return record.isProbe()
                ? " and look again (resource refresh " + resource + ")"
                : " and forget the failure (resource cleanup " + resource + ")";
    }
}
