// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

/**
 * Told of changes of leadership, one call at a time, in the order in which they happened, on a
 * thread of its own. A call that takes long delays the next one and nothing else.
 */
public interface LeadershipListener {
    /** This peer leads, has committed an entry of {@code term} and applied all before it. */
    default void onLeaderReady(long term) {}

    /** This peer leads no longer; what it still had in flight is indeterminate. */
    default void onNotLeader() {}

    /** Another leader is known, perhaps this peer, or the same one in a later term. */
    default void onLeaderChanged(long term, String leaderId) {}
}
