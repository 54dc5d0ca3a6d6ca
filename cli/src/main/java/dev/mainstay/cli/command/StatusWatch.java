// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.failure.StatusFailures;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.GetStatusRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Follows the status of a cluster until something is seen in it. */
public final class StatusWatch {

    private final ClusterClient cluster;

    public StatusWatch(ClusterClient cluster) {
        this.cluster = cluster;
    }

    /**
     * Waits until a status fulfils the condition.
     *
     * @return empty when the limit passed before
     * @throws CommandFailure when the node that reports ends or fails
     */
    public Optional<ClusterStatus> await(Duration limit, Predicate<ClusterStatus> condition) {
        try {
            Iterator<ClusterStatus> statuses =
                    ClusterServiceGrpc.newBlockingStub(cluster.channel())
                            .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
                            .watchStatus(GetStatusRequest.getDefaultInstance());
            while (statuses.hasNext()) {
                ClusterStatus status = statuses.next();
                if (condition.test(status)) {
                    return Optional.of(status);
                }
            }
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                return Optional.empty();
            }
            throw StatusFailures.of(e, cluster.endpoint().toString());
        }
        throw new CommandFailure(ExitCode.TRY_AGAIN, "The node stopped reporting.",
                "What was ordered goes on; look at 'mainstay status' on another node.");
    }
}
