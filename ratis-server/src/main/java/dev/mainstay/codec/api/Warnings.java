// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.ConfigurationIndex;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.RestoreHold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator ought to know about a cluster that looks well. */
final class Warnings {

    private Warnings() {}

    static List<String> of(ClusterState state) {
        List<String> warnings = new ArrayList<>();
        ConfigurationIndex index = state.revisions().index();
        Optional<String> enabled = index.clusterOption("fencing-enabled", "stonith-enabled");
        boolean fencing = enabled.map(BooleanText::isTrue).orElse(true);
        if (!fencing) {
            warnings.add("fencing is disabled: nothing guarantees that what a lost machine ran is"
                    + " stopped before it is started elsewhere");
        } else if (!index.hasFenceDevice()) {
            warnings.add("no fence device is configured: resources are not started until there is"
                    + " one (stonith create), or fencing is disabled (property set"
                    + " stonith-enabled=false)");
        }
        if (state.membership().members().size() == 2) {
            warnings.add("two voters alone do not survive the loss of one: add a third, which may"
                    + " be a small witness");
        }
        List<NodeId> unheard = RestoreHold.unheard(state);
        if (!unheard.isEmpty()) {
            warnings.add("this cluster was restored from a backup, and services stay as they are"
                    + " until each of these nodes has joined, was fenced, or is confirmed to be off"
                    + " (stonith confirm NODE): " + String.join(", ",
                            unheard.stream().map(NodeId::value).toList()));
        }
        state.nodes().values().stream()
                .filter(NodeRecord::isPending)
                .forEach(node -> warnings.add("node " + node.node() + " waits to join until what it"
                        + " ran before is settled: by fencing, or by 'stonith confirm "
                        + node.node() + "' once it is certainly off"));
        state.nodes().values().forEach(node -> node.clockOffsetMillis()
                .ifPresent(ahead -> warnings.add(clock(node.node(), ahead))));
        return warnings;
    }

    private static String clock(NodeId node, long aheadMillis) {
        return "the clock of " + node + " is " + Math.abs(aheadMillis) / 1_000 + " s "
                + (aheadMillis > 0 ? "ahead of" : "behind") + " the majority's: it does not lead;"
                + " set its time right and keep it so (chrony, ntpd)";
    }
}
