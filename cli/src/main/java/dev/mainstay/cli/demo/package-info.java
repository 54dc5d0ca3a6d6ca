// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay demo}: the main job on one machine. Three nodes as processes on loopback
 * addresses, a web service polled all the while, a follower and a leader killed, and each step
 * either seen or named as not seen. Speaks to the nodes over the public API alone. Start reading
 * at {@link dev.mainstay.cli.demo.DemoRun}.
 */
@NullMarked
package dev.mainstay.cli.demo;

import org.jspecify.annotations.NullMarked;
