// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ResourceStatusView;
import java.util.List;

/** Where resources run, for verbs that may leave the node out. */
final class Whereabouts {

    private Whereabouts() {}

    /** @throws CommandFailure where it runs nowhere, or on several nodes */
    static String only(ClusterStatus status, String id) {
        List<String> nodes = status.getResourcesList().stream()
                .filter(resource -> resource.getId().equals(id))
                .map(ResourceStatusView::getNodesList)
                .<String>flatMap(List::stream)
                .distinct()
                .toList();
        if (nodes.size() != 1) {
            throw CommandFailure.refused("'" + id + "' runs " + (nodes.isEmpty()
                    ? "nowhere."
                    : "on " + String.join(", ", nodes) + "."), "Name the node.");
        }
        return nodes.getFirst();
    }
}
