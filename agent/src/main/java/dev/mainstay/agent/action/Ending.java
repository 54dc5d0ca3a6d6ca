// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run of a resource agent ended. Only {@link Completed} speaks about the resource; every
 * other but {@link NotBegun} leaves its state unknown, which is neither failed nor stopped.
 */
public sealed interface Ending {
    /** The agent ended by itself. */
    record Completed(int exitCode) implements Ending {}

    /** Its process group was ended at the timeout. */
    record TimedOut() implements Ending {}

    /** It died of a signal that was not ours. */
    record Killed(int signal) implements Ending {}

    /** Ended on request while it ran. */
    record Cancelled() implements Ending {}

    /** The node agent ended, or a higher epoch attached, while it ran. */
    record Interrupted() implements Ending {}

    /** Ended at the lease's deadline; {@code stop} is empty when the stop could not be run. */
    record LeaseLapsed(Optional<FollowUpStop> stop) implements Ending {}

    /** Nothing was run. */
    record NotBegun() implements Ending {}

    /** The stop that the agent ran by itself after a lapse of the lease. */
    record FollowUpStop(Ending ending, String exitReason, Duration duration) {}
}
