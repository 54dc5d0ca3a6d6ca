// SPDX-License-Identifier: Apache-2.0
/**
 * What the node agent must still know after it was killed: its epoch, which process groups it had
 * begun, how actions ended, and what may be active here (safety rules 8, 11, 20). A log of events
 * on disk and the state that they add up to. Runs nothing; start with
 * {@link dev.mainstay.agent.journal.ActionJournal}.
 */
@NullMarked
package dev.mainstay.agent.journal;

import org.jspecify.annotations.NullMarked;
