// SPDX-License-Identifier: Apache-2.0
/**
 * A driver for nodes that are processes of one machine, as in the demo: it kills every process of a
 * node's session. Start with {@link dev.mainstay.fence.process.ProcessDriver}.
 */
@NullMarked
package dev.mainstay.fence.process;

import org.jspecify.annotations.NullMarked;
