// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.demo.Timeline.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one killed node.
 *
 * @param outageMillis from SIGKILL to the first answer of the service from another node
 * @param rejoinMillis from the restart of the daemon until it had caught up with the others
 * @param appliedIndex what it had applied then
 */
record FailOver(
        Victim victim,
        String node,
        String successor,
        long outageMillis,
        List<Moment> timeline,
        long rejoinMillis,
        long appliedIndex) {

    /** Which role in the log the killed node had. */
    enum Victim {
        FOLLOWER("follower"),
        LEADER("leader");

        private final String text;

        Victim(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("killed", victim.text());
        tree.put("node", node);
        tree.put("successor", successor);
        tree.put("outageMillis", outageMillis);
        tree.put("timeline", timeline.stream().map(Moment::tree).toList());
        tree.put("rejoinMillis", rejoinMillis);
        tree.put("appliedIndex", appliedIndex);
        return tree;
    }
}
