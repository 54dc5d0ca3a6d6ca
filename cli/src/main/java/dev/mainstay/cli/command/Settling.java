// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.failure.StatusFailures;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.FailureView;
import dev.mainstay.proto.v1.GetStatusRequest;
import dev.mainstay.proto.v1.TransitionView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits until the cluster has carried out what was ordered up to a log index. */
final class Settling {

    private final ClusterClient cluster;

    Settling(ClusterClient cluster) {
        this.cluster = cluster;
    }

    /**
     * Returns once a plan made after the index is done.
     *
     * @throws CommandFailure when something failed meanwhile, or the limit is over
     */
    void await(long index, Duration limit) {
        Iterator<ClusterStatus> statuses =
                ClusterServiceGrpc.newBlockingStub(cluster.channel())
                        .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
                        .watchStatus(GetStatusRequest.getDefaultInstance());
        try {
            Set<FailureView> before = Set.of();
            for (boolean first = true; statuses.hasNext(); first = false) {
                ClusterStatus status = statuses.next();
                if (first) {
                    before = Set.copyOf(status.getFailuresList());
                }
                if (isSettled(status, index)) {
                    checkFailures(status, before);
                    return;
                }
            }
            throw new CommandFailure(ExitCode.TRY_AGAIN,
                    "The node stopped reporting before the change was carried out.",
                    "The change itself is made; look at 'mainstay status'.");
        } catch (StatusRuntimeException e) {
            throw e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
                    ? overdue(limit)
                    : StatusFailures.of(e, cluster.endpoint().toString());
        }
    }

    private static boolean isSettled(ClusterStatus status, long index) {
        TransitionView transition = status.getTransition();
        return status.getPosition().getAppliedIndex() >= index
                && !transition.getPlanWanted()
                && transition.getInFlight() == 0;
    }

    private static void checkFailures(ClusterStatus status, Set<FailureView> before) {
        String failures = status.getFailuresList().stream()
                .filter(failure -> !before.contains(failure))
                .map(failure -> failure.getResource() + " failed to " + failure.getOperation()
                        + " on " + failure.getNode()
                        + (failure.getReason().isEmpty() ? "" : ": " + failure.getReason()))
                .collect(Collectors.joining("; "));
        if (!failures.isEmpty()) {
            throw CommandFailure.refused("The change is made, but " + failures + ".",
                    "Mend the cause, then run 'mainstay resource cleanup'.");
        }
    }

    private static CommandFailure overdue(Duration limit) {
        return CommandFailure.refused(
                "The change is made, but the cluster was not done with it after "
                        + limit.toSeconds() + " s.",
                "Look at 'mainstay status' for what it waits for.");
    }
}
