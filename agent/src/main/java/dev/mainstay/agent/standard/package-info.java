// SPDX-License-Identifier: Apache-2.0
/**
 * The seam between running actions and the standards that resource agents follow (OCF, systemd, LSB
 * and service, each a room of its own). Each standard tells how an operation is executed and what
 * its agents say of themselves; none of them runs anything that has to be remembered. Start with
 * {@link dev.mainstay.agent.standard.ResourceAgent}.
 */
@NullMarked
package dev.mainstay.agent.standard;

import org.jspecify.annotations.NullMarked;
