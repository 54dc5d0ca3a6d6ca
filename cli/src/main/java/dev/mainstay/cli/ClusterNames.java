// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.command.CommonOptions;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.ResourceStatusView;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The names that the cluster has, for completion: as far as the local node knows them, and none
 * where it does not answer at once. A shell that waits for its cluster would be no help.
 */
final class ClusterNames {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String FENCE_DEVICE = "stonith:";

    private final CommandContext context;

    ClusterNames(CommandContext context) {
        this.context = context;
    }

    Stream<String> resources() {
        return status().getResourcesList().stream().map(ResourceStatusView::getId);
    }

    Stream<String> fenceDevices() {
        return status().getResourcesList().stream()
                .filter(resource -> resource.getAgent().startsWith(FENCE_DEVICE))
                .map(ResourceStatusView::getId);
    }

    Stream<String> nodes() {
        return status().getNodesList().stream().map(NodeStatusView::getName);
    }

    private ClusterStatus status() {
        try (ClusterClient cluster = new CommonOptions().open(context)) {
            return cluster.within(PATIENCE).status(Consistency.LOCAL);
        } catch (CommandFailure unknown) {
            return ClusterStatus.getDefaultInstance();
        }
    }
}
