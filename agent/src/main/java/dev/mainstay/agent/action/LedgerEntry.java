// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.time.Duration;

/**
 * A resource instance that may be active on this machine: started, or found active, and not since
 * stopped with success or found stopped. The input of the local plan (safety rule 20).
 *
 * @param operation the last that changed its activity, with the parameters that it runs with
 * @param lastAction the action of that operation
 */
public record LedgerEntry(Operation operation, Activity activity, ActionKey lastAction,
        long configRevision, Duration stopTimeout) {

    /** What is known of the instance. */
    public enum Activity {
        STARTED, PROMOTED, UNCERTAIN
    }

    public String resource() {
        return operation.resource();
    }

    public LedgerEntry withActivity(Activity other) {
        return new LedgerEntry(operation, other, lastAction, configRevision, stopTimeout);
    }
}
