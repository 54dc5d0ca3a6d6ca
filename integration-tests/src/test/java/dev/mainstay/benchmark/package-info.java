// SPDX-License-Identifier: Apache-2.0
/**
 * How long plans of large clusters take and what they allocate, how that compares with Pacemaker,
 * and what the agent service costs beside the agents. Run by commands of their own, never by the
 * build.
 */
@NullMarked
package dev.mainstay.benchmark;

import org.jspecify.annotations.NullMarked;
