// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** The executor's line to its machine's agent. Futures never complete exceptionally. */
public interface AgentClient {

    /**
     * Makes this incarnation the agent's only master (safety.md 11). The agent first ends what an
     * older epoch or an earlier run left.
     */
    CompletableFuture<Optional<Attached>> attach(long epoch);

    /** Runs an action at most once; asking again for the same id gives its one outcome. */
    CompletableFuture<ActionResult> execute(Order order);

    /** Ends an action that has not ended; its outcome still arrives. */
    void cancel(ActionId action);

    /**
     * Tells until when start, promote and migrate may be begun and go on, on the machine's
     * {@link NodeClock#bootNanos}; an instant that has passed ends them at once (safety.md 9).
     */
    void updateLease(long epoch, long deadlineBootNanos);

    /** Replaces the set of recurring monitors; the agent reconciles (safety.md 12). */
    CompletableFuture<Boolean> setMonitors(long epoch, List<Monitor> monitors);

    /** Makes the instance's monitors report their next result even if it did not change. */
    void resetMonitors(long epoch, InstanceId instance);

    /** Lets the agent drop results that the log holds. */
    void acknowledge(long epoch, List<ActionId> actions);

    /** Hears of monitors' results; replaces an earlier listener. */
    void onReport(ReportListener listener);

    /**
     * What the agent said when it was attached to.
     *
     * @param interrupted actions that an earlier run left without an outcome: unknown
     * @param results outcomes that were not acknowledged
     * @param started instances that the agent started and has not stopped since
     */
    record Attached(
            String bootId,
            List<ActionId> interrupted,
            SortedMap<ActionId, ActionResult> results,
            List<InstanceId> started) {
    }

    /**
     * What to run, with parameters resolved.
     *
     * @param agent class:provider:type or class:type
     * @param operationKey key for the record, such as {@code db_start_0}
     * @param parameters become OCF_RESKEY_name
     * @param meta become OCF_RESKEY_CRM_meta_name
     * @param digest of the parameters, as the scheduler compares it
     * @param leaseDeadline set for tasks that need the lease
     */
    record Order(
            long epoch,
            ActionId id,
            InstanceId instance,
            String agent,
            Task task,
            String operationKey,
            long intervalMillis,
            long timeoutMillis,
            int targetExitCode,
            SortedMap<String, String> parameters,
            SortedMap<String, String> meta,
            String digest,
            OptionalLong leaseDeadline) {
    }

    /** @param id the action that ordered the monitor */
    record Monitor(
            ActionId id,
            InstanceId instance,
            String agent,
            String operationKey,
            long intervalMillis,
            long timeoutMillis,
            int targetExitCode,
            SortedMap<String, String> parameters,
            SortedMap<String, String> meta,
            String digest) {
    }

    /** Called for each report, on any thread. */
    interface ReportListener {
        /** @param lastOperation last start, promote, demote or stop of the instance it saw */
        void reported(
                ActionId monitor,
                InstanceId instance,
                Optional<ActionId> lastOperation,
                OperationRecord record);
    }
}
