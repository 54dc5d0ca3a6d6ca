// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.BooleanText;
import dev.mainstay.scheduler.work.WorkNode;
import java.util.Optional;

/** What the transient attribute {@code terminate} asks for: that a node is fenced. */
public final class Termination {

    /** A value that asks for off, whatever the cluster's fencing action is; Pacemaker has none. */
    private static final String POWEROFF = "poweroff";

    private Termination() {}

    /** Pacemaker's values are a truth, or the time of the request. */
    static boolean isAskedFor(WorkNode node) {
        return value(node).filter(value -> BooleanText.isTrue(value) || value.equals(POWEROFF)
                || value.matches("[0-9]+") && !value.matches("0+")).isPresent();
    }

    /** The fencing action that the request names, if it names one. */
    public static Optional<String> action(WorkNode node) {
        return value(node).filter(POWEROFF::equals).map(value -> "off");
    }

    private static Optional<String> value(WorkNode node) {
        return node.attribute("terminate");
    }
}
