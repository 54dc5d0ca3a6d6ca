// SPDX-License-Identifier: Apache-2.0
/**
 * The replicated state and the only code that changes it: {@code CommandApplier} takes a state and
 * a log entry and answers with the next state, an outcome and events. Pure, total and
 * deterministic: no entry throws, and the same log gives the same digest everywhere. It knows
 * nothing of Raft, of wire formats or of who calls it. Start reading at
 * {@link dev.mainstay.state.Command}.
 */
@NullMarked
package dev.mainstay.state;

import org.jspecify.annotations.NullMarked;
