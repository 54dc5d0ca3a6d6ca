// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.bootstrap.NodeConfiguration.ElectionTimes;
import dev.mainstay.port.LivenessSettings;
import java.time.Duration;
import java.util.StringJoiner;

/** Writes node.yaml for a node that is set up by a command; defaults are left out. */
final class SettingsWriter {

    private SettingsWriter() {}

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
            lines.add(duration("minimum", election.minimum()));
            lines.add(duration("maximum", election.maximum()));
        }
        LivenessSettings liveness = configuration.liveness();
        if (!liveness.equals(LivenessSettings.LOCAL_NETWORK)) {
            lines.add("liveness:");
            lines.add(duration("renew-every", liveness.renewEvery()));
            lines.add(duration("answer-within", liveness.answerWithin()));
            lines.add(duration("lease", liveness.lease()));
            lines.add(duration("suspect-after", liveness.suspectAfter()));
            lines.add(duration("lose-after", liveness.loseAfter()));
            lines.add(duration("unhealthy-for", liveness.unhealthyFor()));
            lines.add(duration("tick", liveness.tick()));
            lines.add(duration("tick-gap", liveness.tickGap()));
        }
        return lines.toString();
    }

    private static String duration(String key, Duration value) {
        return "  " + key + ": " + value.toMillis() + "ms";
    }
}
