// SPDX-License-Identifier: Apache-2.0
/**
 * Runs actions and recurring monitors: one at a time per resource, at most once per action, under
 * the node's lease, with a record on disk before each fork and before each report (safety rules 7
 * to 12). Knows neither the wire nor any standard of resource agents. Start with
 * {@link dev.mainstay.agent.run.ActionRunner}, then {@link dev.mainstay.agent.run.Supervisor}.
 */
@NullMarked
package dev.mainstay.agent.run;

import org.jspecify.annotations.NullMarked;
