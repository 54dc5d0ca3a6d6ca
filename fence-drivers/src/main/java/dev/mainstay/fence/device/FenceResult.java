// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.device;

import java.time.Duration;
import java.util.List;

/**
 * How an order ended. Only {@link Verdict#SUCCESS} of an action that cuts off proves anything.
 *
 * @param exitCode of the last try; {@link #NO_EXIT} where none ended by itself
 * @param output the end of the last try's output
 * @param detail one sentence for people
 * @param power of the target, after a status
 * @param targets of the device, after a list
 */
public record FenceResult(FenceOrder order, Verdict verdict, int exitCode, String output,
        String detail, int tries, Duration duration, Power power, List<Port> targets) {
    /** Stands for an exit code where there is none. */
    public static final int NO_EXIT = -1;

    public FenceResult {
        targets = List.copyOf(targets);
    }

    /** What came out; all but SUCCESS are failures. */
    public enum Verdict {
        SUCCESS, FAILURE, TIMEOUT, DEADLINE, CANCELLED
    }

    /** What a device says of a target. */
    public enum Power {
        UNKNOWN, ON, OFF
    }

    /**
     * A target as a device calls it.
     *
     * @param alias may be empty
     */
    public record Port(String name, String alias) {}
}
