// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay node}: what is said about one machine. Running a node is in the package
 * {@code node}, which alone of the two knows the server.
 */
@NullMarked
package dev.mainstay.cli.machine;

import org.jspecify.annotations.NullMarked;
