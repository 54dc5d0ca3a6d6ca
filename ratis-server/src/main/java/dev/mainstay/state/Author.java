// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

/**
 * Who asked for a change and from where.
 *
 * @param identity certificate's member, or local user; "cluster" for what the cluster itself does
 * @param origin node that the request came in on, and the client's address
 */
public record Author(String identity, String origin) {

    /** Author of what the cluster's own parts propose from {@code node}. */
    public static Author cluster(String node) {
        return new Author("cluster", node);
    }
}
