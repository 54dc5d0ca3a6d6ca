// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

/** The kinds of {@link Action.ClusterAction}. */
public enum ClusterTask {
    /** Forgets a resource's failures on a node. */
    CLEAR_FAIL_COUNT,
    /** Lets a node that asked to shut down go, once nothing runs there. */
    SHUTDOWN,
    /** Forgets a resource's history on a node that was shut down (the end of a shutdown lock). */
    DELETE_HISTORY,
    /** Asks for another plan, because this one leaves out what was to wait for the steps before. */
    REPLAN
}
