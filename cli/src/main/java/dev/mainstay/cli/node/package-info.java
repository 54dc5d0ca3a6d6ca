// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a node: puts the server, the node agent and the fence drivers into one process. It is the
 * only part of the command line that starts anything that stays. Start reading at
 * {@link dev.mainstay.cli.node.NodeRunCommand}.
 */
@NullMarked
package dev.mainstay.cli.node;

import org.jspecify.annotations.NullMarked;
