// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.bootstrap.NodeConfiguration.ElectionTimes;
import dev.mainstay.bootstrap.NodeConfiguration.LivenessTimes;
import java.util.StringJoiner;

/** Writes node.yaml for a node that is set up by a command; defaults are left out. */
final class SettingsWriter {

    private SettingsWriter() {
    }

    static String text(NodeConfiguration configuration) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("# Settings of this node; a change takes effect when the node starts.");
        lines.add("node: \"" + configuration.node() + "\"");
        lines.add("address: \"" + configuration.address() + "\"");
        lines.add("raft-port: " + configuration.ports().raft());
        lines.add("api-port: " + configuration.ports().api());
        ElectionTimes election = configuration.election();
        if (!election.equals(ElectionTimes.LAN)) {
            lines.add("election:");
            lines.add("  minimum: " + election.minimum().toMillis() + "ms");
            lines.add("  maximum: " + election.maximum().toMillis() + "ms");
        }
        LivenessTimes liveness = configuration.liveness();
        if (!liveness.equals(LivenessTimes.LAN)) {
            lines.add("liveness:");
            lines.add("  renew-interval: " + liveness.renewInterval().toMillis() + "ms");
            lines.add("  lease: " + liveness.lease().toMillis() + "ms");
            lines.add("  loss: " + liveness.loss().toMillis() + "ms");
        }
        return lines.toString();
    }
}
