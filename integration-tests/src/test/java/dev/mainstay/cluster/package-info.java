// SPDX-License-Identifier: Apache-2.0
/**
 * Whole clusters of real processes on loopback addresses: what only shows when daemons are killed,
 * disks are damaged and commands are typed. {@link dev.mainstay.cluster.ProcessCluster} makes them;
 * nothing here needs root. Each test class has a block of addresses of its own, so that a cluster
 * left over from one cannot disturb another.
 */
@NullMarked
package dev.mainstay.cluster;

import org.jspecify.annotations.NullMarked;
