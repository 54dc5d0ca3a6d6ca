// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

/** Links between machines, each direction for itself, with delays that differ by message. */
final class SimulatedNetwork {

    private final VirtualTime time;
    private final Chance chance;
    private final SortedSet<String> cuts = new TreeSet<>();
    private int slowPercent = 1;

    SimulatedNetwork(VirtualTime time, Chance chance) {
        this.time = time;
        this.chance = chance;
    }

    /** Messages from a to b are lost; the other direction is not touched. */
    void cut(NodeId a, NodeId b) {
        cuts.add(link(a, b));
    }

    void healAll() {
        cuts.clear();
    }

    /** So many of a hundred messages take up to three seconds. */
    void slow(int percent) {
        slowPercent = percent;
    }

    boolean carries(NodeId a, NodeId b) {
        return cuts.isEmpty() || a.equals(b) || !cuts.contains(link(a, b));
    }

    boolean connects(NodeId a, NodeId b) {
        return carries(a, b) && carries(b, a);
    }

    /** Delivers after a while, out of order at times, unless the link is cut by then. */
    void send(NodeId from, NodeId to, Runnable arrival) {
        time.after(delay(), () -> {
            if (carries(from, to)) {
                arrival.run();
            }
        });
    }

    Duration delay() {
        return chance.percent(slowPercent) ? chance.millis(50, 3_000) : chance.millis(1, 4);
    }

    private static String link(NodeId a, NodeId b) {
        return a + ">" + b;
    }
}
