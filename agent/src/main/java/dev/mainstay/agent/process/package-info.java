// SPDX-License-Identifier: Apache-2.0
/**
 * Runs one program in a session of its own: held until its process group is on record, with bounded
 * output, and ended as a whole. Knows neither actions nor resources; start with
 * {@link dev.mainstay.agent.process.Launcher}.
 */
@NullMarked
package dev.mainstay.agent.process;

import org.jspecify.annotations.NullMarked;
