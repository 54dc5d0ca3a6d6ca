// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

/** What this daemon does when it hears that its generation of the cluster has ended. */
@FunctionalInterface
public interface Supersession {

    /**
     * Ends this daemon for good if its own authority has signed the end of its own cluster.
     *
     * @param successorId the restored cluster, for this daemon's last words
     * @return whether it was signed; nothing happens otherwise
     */
    boolean superseded(String clusterId, byte[] signature, String successorId);
}
