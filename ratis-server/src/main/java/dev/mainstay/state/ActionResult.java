// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.OperationRecord;

/** What came back from carrying out an action. Unknown is not failed, and not stopped. */
public sealed interface ActionResult {

    /** The agent ran and ended, or timed out; the record has the particulars. */
    record Completed(OperationRecord record) implements ActionResult {}

    /** It was never begun: the lease, a cancellation or a newer order came first. */
    record NotBegun(String reason) implements ActionResult {}

    /** Nobody can say how it ended: the agent was interrupted. To be probed. */
    record Unknown(String reason) implements ActionResult {}
}
