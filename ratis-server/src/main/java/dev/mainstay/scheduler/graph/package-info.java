// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the transition and the summary of changes off the worked-out actions. Start reading at
 * {@link dev.mainstay.scheduler.graph.GraphBuilder}.
 */
@NullMarked
package dev.mainstay.scheduler.graph;

import org.jspecify.annotations.NullMarked;
