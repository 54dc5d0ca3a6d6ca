// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.transition.NodeThrottle;
import java.time.Instant;

/**
 * What can become of a machine. Each event but {@link Joined} names the incarnation that it is
 * about, and does nothing to another one (safety.md 13, 14).
 */
public sealed interface NodeEvent {

    /**
     * The node's daemon started. The entry's index becomes the node's incarnation.
     *
     * @param bootId the kernel's boot id: another one proves that nothing of before survives
     * @param reaped whether the agent has ended every action that was left running
     * @param supportedLevel the highest feature level that its build can apply
     */
    record Joined(
            String bootId,
            boolean reaped,
            int supportedLevel,
            String version) implements NodeEvent {}

    /** The leader no longer hears from it. Leader-authored. */
    record Suspected(long term, long incarnation) implements NodeEvent {}

    /** A suspect was heard from again. Leader-authored. */
    record Cleared(long term, long incarnation) implements NodeEvent {}

    /** Final for the incarnation. Leader-authored. */
    record Lost(long term, long incarnation, String reason) implements NodeEvent {}

    /** The node asks to be emptied so that it can stop. */
    record ShutdownRequested(long incarnation, Instant at) implements NodeEvent {}

    /** The node stopped cleanly: nothing of it runs. */
    record Left(long incarnation) implements NodeEvent {}

    /**
     * The node's daemon is about to end and to be started again while its services run on. Until it
     * joins again it may be silent for longer than others.
     */
    record RestartAnnounced(long incarnation) implements NodeEvent {}

    /**
     * The load of the node's machine is in another range, or its processors were told for the first
     * time.
     */
    record ThrottleChanged(long incarnation, NodeThrottle throttle) implements NodeEvent {}

    /**
     * A member has connected to this remote machine, whose agent has ended every action that an
     * earlier connection left running. The entry's index becomes the machine's incarnation. Counts
     * only while the start of the connection is in flight on that member.
     *
     * @param host the member
     * @param bootId the kernel's boot id of the remote machine
     */
    record RemoteJoined(
            NodeId host,
            long hostIncarnation,
            String bootId,
            String version) implements NodeEvent {}

    /** The member that held the connection of this remote machine has ended it in order. */
    record Disconnected(long incarnation) implements NodeEvent {}

    /** The node armed or disarmed its watchdog (safety.md 18). */
    record WatchdogChanged(long incarnation, boolean armed) implements NodeEvent {}
}
