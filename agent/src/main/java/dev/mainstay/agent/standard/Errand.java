// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

/** One operation on a resource that a service of this machine carries out. Used once. */
public interface Errand {
    /**
     * What came of it.
     *
     * @param exitCode of the OCF resource agent API
     * @param exitReason empty where there is nothing to add
     */
    record Answer(int exitCode, String exitReason) {}

    /**
     * Asks, and waits for the outcome. Ends soon after {@link #giveUp}, with an answer that nobody
     * reads, and then nothing of this errand is under way that a later one would not overtake.
     */
    Answer perform() throws InterruptedException;

    /** Makes {@link #perform} end; returns at once. */
    void giveUp();

    /** How far it is, for people; empty where nothing is worth telling. */
    String standing();
}
