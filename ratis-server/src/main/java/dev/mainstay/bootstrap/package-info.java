// SPDX-License-Identifier: Apache-2.0
/**
 * Makes a running node out of the parts: reads the node's own settings, guards its folder, founds
 * or joins a cluster, and wires everything to real clocks, threads and sockets. It is the only
 * package that reads a real clock and the only one that knows all the others. Start reading at
 * {@link dev.mainstay.bootstrap.MainstayNode}.
 */
@NullMarked
package dev.mainstay.bootstrap;

import org.jspecify.annotations.NullMarked;
