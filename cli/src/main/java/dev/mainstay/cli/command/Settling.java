// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.failure.StatusFailures;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.proto.v1.ChangeProgress;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.EffectView;
import dev.mainstay.proto.v1.FollowChangeRequest;
import dev.mainstay.proto.v1.ResourceStatusView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the cluster has carried a change out: until nothing is left to do of what it made the
 * cluster do. What the cluster does for other reasons is neither waited for nor judged.
 */
final class Settling {

    private final ClusterClient cluster;

    Settling(ClusterClient cluster) {
        this.cluster = cluster;
    }

    /**
     * How a wait ended.
     *
     * @param effects what was done for the change, in order
     * @param remaining what was left to do when the limit was over
     * @param resources where they are now; empty where the limit was over
     * @param failure what was not as it should be
     */
    record Settled(
            List<EffectView> effects,
            List<String> remaining,
            List<ResourceStatusView> resources,
            Duration took,
            Optional<CommandFailure> failure) {

        /** For scripts. */
        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("outcome", remaining.isEmpty()
                    ? failure.isPresent() ? "failed" : "settled"
                    : "overdue");
            tree.put("millis", took.toMillis());
            tree.put("effects", effects.stream().map(MessageTree::complete).toList());
            tree.put("remaining", remaining);
            tree.put("resources", resources.stream().map(MessageTree::complete).toList());
            return tree;
        }

        /** For people. */
        String text() {
            return EffectText.format(this);
        }
    }

    /**
     * Returns when nothing is left to do, or the limit is over.
     *
     * @throws CommandFailure when the node cannot tell any more
     */
    Settled await(Change change, Duration limit) {
        long began = System.nanoTime();
        List<EffectView> effects = new ArrayList<>();
        List<String> remaining = List.of("the change to be planned");
        FollowChangeRequest request = FollowChangeRequest.newBuilder()
                .setFirstIndex(change.firstIndex())
                .setIndex(change.index())
                .addAllResources(change.subjects())
                .build();
        try {
            Iterator<ChangeProgress> stream =
                    ClusterServiceGrpc.newBlockingStub(cluster.channel())
                            .withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)
                            .followChange(request);
            while (stream.hasNext()) {
                ChangeProgress progress = stream.next();
                effects.addAll(progress.getEffectsList());
                remaining = List.copyOf(progress.getRemainingList());
                if (remaining.isEmpty()) {
                    return new Settled(effects, remaining, progress.getResourcesList(),
                            since(began),
                            Shortfall.of(change, effects, progress.getResourcesList()));
                }
            }
            throw new CommandFailure(ExitCode.TRY_AGAIN,
                    "The node stopped reporting before the change was carried out.",
                    "The change itself is made; look at 'mainstay status'.");
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                return new Settled(effects, remaining, List.of(), since(began),
                        Optional.of(overdue(limit, remaining)));
            }
            throw StatusFailures.of(e, cluster.endpoint().toString());
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static CommandFailure overdue(Duration limit, List<String> remaining) {
        return new CommandFailure(ExitCode.OVERDUE,
                "The change is made, but was not carried out within " + limit.toSeconds()
                        + " s; what is left: " + String.join(", ", remaining) + ".",
                "The cluster goes on with it: look at 'mainstay status'.");
    }
}
