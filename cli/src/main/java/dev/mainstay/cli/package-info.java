// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code mainstay} command: one class per verb, grouped by family. It speaks to a cluster over
 * gRPC alone; only the commands that run a node or simulate offline know the server's packages.
 * Start reading at {@link dev.mainstay.cli.Mainstay}.
 */
@NullMarked
package dev.mainstay.cli;

import org.jspecify.annotations.NullMarked;
