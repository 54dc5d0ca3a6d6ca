// SPDX-License-Identifier: Apache-2.0
/**
 * The words of the node agent: what it is asked to do, how that ended, and what may be active on
 * this machine afterwards. Values only: no files, processes, threads or wire messages. Start with
 * {@link dev.mainstay.agent.action.ActionOrder} and {@link dev.mainstay.agent.action.Outcome}.
 */
@NullMarked
package dev.mainstay.agent.action;

import org.jspecify.annotations.NullMarked;
