// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.codec;

import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Ending.Cancelled;
import dev.mainstay.agent.action.Ending.Completed;
import dev.mainstay.agent.action.Ending.FollowUpStop;
import dev.mainstay.agent.action.Ending.Interrupted;
import dev.mainstay.agent.action.Ending.Killed;
import dev.mainstay.agent.action.Ending.LeaseLapsed;
import dev.mainstay.agent.action.Ending.NotBegun;
import dev.mainstay.agent.action.Ending.TimedOut;
import dev.mainstay.agent.action.Outcome;
import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.ActionOutcome.Status;
import java.time.Duration;
import java.util.Optional;

/** How actions ended. */
public final class OutcomeCodec {
    private OutcomeCodec() {}

    public static ActionOutcome outcome(Outcome outcome) {
        RunReport report = outcome.report();
        ActionOutcome.Builder message = ActionOutcome.newBuilder()
                .setEpoch(outcome.key().epoch())
                .setId(ActionCodec.id(outcome.key()))
                .setResource(outcome.resource())
                .setTask(outcome.task().word())
                .setStatus(status(report.ending()))
                .setExitCode(exitCode(report.ending()))
                .setExitReason(report.exitReason())
                .setErrorOutput(report.errorOutput())
                .setBegunBoottimeNanos(report.begunNanos())
                .setDurationMillis(report.duration().toMillis())
                .setBootId(outcome.bootId())
                .setConfigRevision(outcome.configRevision());
        if (report.ending() instanceof Killed(var signal)) {
            message.setSignal(signal);
        }
        if (report.ending() instanceof LeaseLapsed(var stop)) {
            stop.ifPresent(followUp -> message.setStop(followUp(followUp)));
        }
        return message.build();
    }

    static Outcome outcome(ActionOutcome message) {
        RunReport report = new RunReport(ending(message), message.getExitReason(),
                message.getErrorOutput(), message.getBegunBoottimeNanos(),
                Duration.ofMillis(message.getDurationMillis()));
        return new Outcome(ActionCodec.key(message.getEpoch(), message.getId()),
                message.getResource(), ActionCodec.task(message.getTask()), report,
                message.getBootId(), message.getConfigRevision());
    }

    static Status status(Ending ending) {
        return switch (ending) {
            case Completed _ -> Status.COMPLETED;
            case TimedOut _ -> Status.TIMED_OUT;
            case Killed _ -> Status.KILLED;
            case Cancelled _ -> Status.CANCELLED;
            case Interrupted _ -> Status.INTERRUPTED;
            case LeaseLapsed _ -> Status.LEASE_LAPSED;
            case NotBegun _ -> Status.NOT_BEGUN;
        };
    }

    static int exitCode(Ending ending) {
        return ending instanceof Completed(var exitCode) ? exitCode : 0;
    }

    private static Ending ending(ActionOutcome message) {
        return switch (message.getStatus()) {
            case LEASE_LAPSED -> new LeaseLapsed(message.hasStop()
                    ? Optional.of(followUp(message.getStop()))
                    : Optional.empty());
            case COMPLETED, TIMED_OUT, KILLED, CANCELLED, INTERRUPTED, NOT_BEGUN,
                    STATUS_UNSPECIFIED, UNRECOGNIZED -> ending(message.getStatus(),
                            message.getExitCode(), message.getSignal());
        };
    }

    private static Ending ending(Status status, int exitCode, int signal) {
        return switch (status) {
            case COMPLETED -> new Completed(exitCode);
            case TIMED_OUT -> new TimedOut();
            case KILLED -> new Killed(signal);
            case CANCELLED -> new Cancelled();
            case LEASE_LAPSED -> new LeaseLapsed(Optional.empty());
            case NOT_BEGUN -> new NotBegun();
            // What a newer agent wrote and this one does not know is unknown.
            case INTERRUPTED, STATUS_UNSPECIFIED, UNRECOGNIZED -> new Interrupted();
        };
    }

    private static dev.mainstay.proto.v1.FollowUpStop followUp(FollowUpStop stop) {
        return dev.mainstay.proto.v1.FollowUpStop.newBuilder()
                .setStatus(status(stop.ending()))
                .setExitCode(exitCode(stop.ending()))
                .setExitReason(stop.exitReason())
                .setDurationMillis(stop.duration().toMillis())
                .build();
    }

    private static FollowUpStop followUp(dev.mainstay.proto.v1.FollowUpStop stop) {
        return new FollowUpStop(ending(stop.getStatus(), stop.getExitCode(), 0),
                stop.getExitReason(), Duration.ofMillis(stop.getDurationMillis()));
    }
}
