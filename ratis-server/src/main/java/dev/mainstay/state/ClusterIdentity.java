// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

/**
 * Which cluster this is.
 *
 * @param clusterId unique for ever
 * @param name for people; agents that write it to disk get it too
 */
public record ClusterIdentity(String clusterId, String name) {}
