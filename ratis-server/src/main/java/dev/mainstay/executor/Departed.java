// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

/** How a machine came to run nothing of the cluster's any more. */
public enum Departed {
    /** The cluster emptied it, and the log records that it left: nobody fences it. */
    LEFT,
    /** There was no cluster to ask: it stopped what it ran by itself, and is lost to the others. */
    ALONE
}
