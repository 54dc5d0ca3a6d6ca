// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.Command;
import java.time.Duration;
import java.util.Optional;

/** What a call of a tool comes to. */
public sealed interface ToolEffect {
    /** It has its answer: whole lines for standard output. */
    record Print(String text) implements ToolEffect {}

    /** It cannot be done: an exit code, and a sentence for standard error. */
    record Failure(int exitCode, String message) implements ToolEffect {}

    /**
     * A change of the cluster; it prints nothing. One that was made from a revision which is not
     * the newest any more is asked for again.
     */
    record Change(Command command) implements ToolEffect {}

    /**
     * A change of a transient attribute; it prints nothing.
     *
     * @param dampening what the caller says of it; empty: nothing
     */
    record ChangeAttribute(
            AttributeChange change, Optional<Dampening> dampening) implements ToolEffect {}

    /** From now on changes of the attribute are held back so long. */
    record Dampen(String name, Duration delay) implements ToolEffect {}

    /** What is held back is written. */
    record WriteHeld() implements ToolEffect {}

    /**
     * Has a machine fenced, and ends when that is done or has failed.
     *
     * @param request the change by which it is asked for
     * @param incarnation the one that is meant
     * @param patience how long the caller waits
     */
    record Fence(AttributeChange request, NodeId target, long incarnation,
            Duration patience) implements ToolEffect {}

    /** One line. */
    static ToolEffect line(String text) {
        return new Print(text + "\n");
    }

    /** What Pacemaker's tool can do and this one does not. */
    static ToolEffect notOffered(String what) {
        return new Failure(ExitStatus.UNIMPLEMENTED,
                what + " is not offered to resource agents");
    }
}
