// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationDigests;
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

    /** How the agent is; empty when it does not answer in time. */
    CompletableFuture<Optional<Health>> health();

    /**
     * Makes this incarnation the agent's only master (safety.md 11). The agent first ends and
     * awaits what an older epoch or an earlier run left. With the epoch that it keeps nothing
     * changes, and the answer tells where things stand. Empty when the agent keeps a higher epoch
     * or does not answer.
     */
    CompletableFuture<Optional<Attached>> attach(long epoch);

    /** Runs an action at most once; asking again for the same id gives its one outcome. */
    CompletableFuture<ActionResult> execute(Order order);

    /** Ends an action that has not ended; its outcome still arrives. */
    void cancel(long epoch, ActionId action);

    /**
     * Tells until when start, promote and migrate may be begun and go on, on the machine's
     * {@link NodeClock#bootNanos} (safety.md 9). Deadlines only grow within an epoch.
     */
    void updateLease(long epoch, long deadlineBootNanos);

    /**
     * Replaces the set of recurring monitors; the agent reconciles (safety.md 12). The set of the
     * last call stays, in whatever order calls reach the agent.
     *
     * @return whether the agent took the set over
     */
    CompletableFuture<Boolean> setMonitors(long epoch, List<Monitor> monitors);

    /** Makes the instance's monitors report their next result even if it did not change. */
    void resetMonitors(long epoch, InstanceId instance);

    /** Lets the agent drop results that the log holds. */
    void acknowledge(long epoch, List<ActionId> actions);

    /** Hears of monitors' results; replaces an earlier listener. */
    void onReport(ReportListener listener);

    /** Answers the tools that resource agents call; replaces an earlier listener. */
    void onToolCall(ToolListener listener);

    /**
     * @param working whether its journal and its scheduler do their work
     * @param bootId the kernel's boot id
     * @param epoch the highest epoch that ever attached; 0 for none
     * @param instance new at each start of the agent
     * @param bootNanos what the agent's {@link NodeClock#bootNanos} was when it answered
     */
    record Health(
            boolean working, String bootId, long epoch, String instance, long bootNanos) {

        /** Of an agent on this machine, whose clock is this one's. */
        public Health(boolean working, String bootId, long epoch) {
            this(working, bootId, epoch, "", 0);
        }
    }

    /**
     * What the agent said when it was attached to.
     *
     * @param results outcomes that were not acknowledged, of any epoch
     * @param running actions of this epoch that have not ended
     * @param ledger what the agent started (or found active) and has not stopped since
     */
    record Attached(
            String bootId,
            List<Result> results,
            List<ActionId> running,
            List<LedgerEntry> ledger) {

        public Attached {
            results = List.copyOf(results);
            running = List.copyOf(running);
            ledger = List.copyOf(ledger);
        }
    }

    /** An outcome that the agent holds until it is acknowledged. */
    record Result(long epoch, ActionId action, InstanceId instance, ActionResult result) {}

    /**
     * An instance that may be active here, with what its last start ran with, so that it can be
     * stopped without the cluster's configuration.
     *
     * @param lastAction the last start, promote, demote or stop that the agent saw
     */
    record LedgerEntry(
            InstanceId instance,
            AgentName agent,
            Activity activity,
            SortedMap<String, String> parameters,
            SortedMap<String, String> meta,
            long stopTimeoutMillis,
            Optional<ActionId> lastAction) {}

    /** How active an instance of the ledger is. */
    enum Activity {
        STARTED,
        PROMOTED,
        /** An action on it runs, failed, timed out or was interrupted. */
        UNCERTAIN
    }

    /**
     * What to run, with parameters resolved.
     *
     * @param operationKey key for the record, such as {@code db_start_0}
     * @param parameters become OCF_RESKEY_name
     * @param meta become OCF_RESKEY_CRM_meta_name
     * @param environment handed over as it is
     * @param digests of the parameters, as the scheduler compares them
     * @param leaseDeadline set for tasks that need the lease
     */
    record Order(
            long epoch,
            ActionId id,
            InstanceId instance,
            AgentName agent,
            Task task,
            String operationKey,
            long intervalMillis,
            long timeoutMillis,
            int targetExitCode,
            SortedMap<String, String> parameters,
            SortedMap<String, String> meta,
            SortedMap<String, String> environment,
            OperationDigests digests,
            OptionalLong leaseDeadline,
            long configurationRevision) {}

    /**
     * A recurring monitor.
     *
     * @param id the action that ordered it
     * @param role the role that the instance is watched in
     */
    record Monitor(
            ActionId id,
            InstanceId instance,
            AgentName agent,
            String role,
            String operationKey,
            long intervalMillis,
            long startDelayMillis,
            long timeoutMillis,
            int targetExitCode,
            SortedMap<String, String> parameters,
            SortedMap<String, String> meta,
            SortedMap<String, String> environment,
            OperationDigests digests,
            long configurationRevision) {}

    /**
     * A resource agent has called one of Pacemaker's tools.
     *
     * @param resource the instance that it works for; empty if it is for none
     */
    record ToolCall(String tool, String resource, List<String> arguments) {
        public ToolCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** @param text for standard output with exit code 0, else for standard error; whole lines */
    record ToolAnswer(int exitCode, String text) {}

    /** Called for each call of a tool, on any thread; waits for nothing. */
    interface ToolListener {
        CompletableFuture<ToolAnswer> called(ToolCall call);
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
