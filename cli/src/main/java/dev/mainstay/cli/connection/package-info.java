// SPDX-License-Identifier: Apache-2.0
/**
 * The way to a cluster: where a node's daemon listens, the channel to it, and calls with deadlines
 * and safe retries. Start reading at {@link dev.mainstay.cli.connection.ClusterClient}.
 */
@NullMarked
package dev.mainstay.cli.connection;

import org.jspecify.annotations.NullMarked;
