// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient;
import dev.mainstay.proto.v1.AttachResponse;
import dev.mainstay.proto.v1.HealthResponse;
import dev.mainstay.proto.v1.LedgerEntry;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.transition.ActionId;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** What an agent tells of itself and of what it has done. */
public final class AttachMessages {

    private AttachMessages() {}

    public static AgentClient.Health health(HealthResponse message) {
        return new AgentClient.Health(
                message.getHealthy(), message.getBootId(), message.getEpoch(),
                message.getAgentInstance(), message.getNowBoottimeNanos());
    }

    /** @param wall the wall clock's reading for an instant of the boot clock in nanoseconds */
    public static AgentClient.Attached attached(
            AttachResponse message, LongFunction<Instant> wall) {
        return new AgentClient.Attached(
                message.getBootId(),
                message.getOutcomesList().stream()
                        .map(outcome -> new AgentClient.Result(
                                outcome.getEpoch(),
                                IdentityMessages.value(outcome.getId()),
                                OutcomeMessages.instance(outcome),
                                OutcomeMessages.keptResult(outcome, wall)))
                        .toList(),
                message.getRunningList().stream()
                        .map(running -> IdentityMessages.value(running.getId()))
                        .toList(),
                message.getLedgerList().stream().map(AttachMessages::ledgerEntry).toList());
    }

    /** The action that ordered the reporting monitor. */
    public static ActionId orderedBy(MonitorReport report) {
        return IdentityMessages.value(report.getOrderedBy());
    }

    public static InstanceId instance(MonitorReport report) {
        return new InstanceId(report.getKey().getResource());
    }

    /** The last start, promote, demote or stop that the agent had seen end. */
    public static Optional<ActionId> seen(MonitorReport report) {
        return report.getSeenEpoch() == 0
                ? Optional.empty()
                : Optional.of(IdentityMessages.value(report.getSeenAction()));
    }

    /** Where a stream of reports goes on after this one. */
    public static ReportPosition position(MonitorReport report) {
        return new ReportPosition(report.getAgentInstance(), report.getSequence());
    }

    private static AgentClient.LedgerEntry ledgerEntry(LedgerEntry entry) {
        return new AgentClient.LedgerEntry(
                new InstanceId(entry.getResource()),
                IdentityMessages.value(entry.getAgent()),
                activity(entry.getActivity()),
                SortedMaps.copyOf(new TreeMap<>(entry.getParametersMap())),
                SortedMaps.copyOf(new TreeMap<>(entry.getMetaMap())),
                entry.getStopTimeoutMillis(),
                entry.hasLastAction()
                        ? Optional.of(IdentityMessages.value(entry.getLastAction()))
                        : Optional.empty());
    }

    private static AgentClient.Activity activity(LedgerEntry.Activity activity) {
        return switch (activity) {
            case STARTED -> AgentClient.Activity.STARTED;
            case PROMOTED -> AgentClient.Activity.PROMOTED;
            case UNCERTAIN, ACTIVITY_UNSPECIFIED, UNRECOGNIZED -> AgentClient.Activity.UNCERTAIN;
        };
    }
}
