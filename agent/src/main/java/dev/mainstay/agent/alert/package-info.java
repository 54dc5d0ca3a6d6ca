// SPDX-License-Identifier: Apache-2.0
/**
 * Runs alert agents: programs that are told of events in their environment and whose outcome
 * nothing depends on. Unlike resource agents they need no lease, leave no trace on disk, and run as
 * a user without rights where there is one. Start with {@link AlertRunner}.
 */
@NullMarked
package dev.mainstay.agent.alert;

import org.jspecify.annotations.NullMarked;
