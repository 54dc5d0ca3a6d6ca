// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.scheduler.work.FailCountClear;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.time.Instant;
import java.util.Optional;

/** Says whether a failure is over because its time-out passed, or its parameters changed. */
final class FailureExpiry {
    private final UnpackContext context;
    private final FailCounts counts;
    private final ParameterDigests digests;

    FailureExpiry(UnpackContext context) {
        this.context = context;
        this.counts = new FailCounts(context, new BlockingFailureFinder(context));
        this.digests = new ParameterDigests(context);
    }

    boolean isExpired(OperationRecord record, Outcome outcome, Interpretation so) {
        WorkResource resource = so.resource();
        WorkNode node = so.node();
        boolean expired = false;
        Optional<String> clear = Optional.empty();
        if (resource.options().failureTimeoutMillis() > 0 && record.lastChange().isPresent()
                && record.status() != OperationStatus.NOT_INSTALLED) {
            Instant end = record.lastChange().orElseThrow()
                    .plusMillis(resource.options().failureTimeoutMillis());
            boolean failed = outcome.kind() != Outcome.Kind.SUCCESS;
            if (!context.now().isBefore(end)) {
                FailCounts.Failures unexpired =
                        counts.effective(resource, node, Optional.of(record));
                FailCounts.Failures all = counts.recorded(resource, node);
                boolean over = unexpired.count() == 0;
                if (over && all.count() > 0) {
                    clear = Optional.of("it expired");
                }
                expired = over && !asksForFencing(resource);
            } else if (failed) {
                context.state().recheckBy(end.plusSeconds(1));
            }
        }
        if (clear.isEmpty() && isFailure(record) && record.digests().all().isPresent()
                && (record.task().equals(Tasks.START) || record.task().equals(Tasks.MONITOR))
                && digests.changed(resource, node, record)) {
            clear = Optional.of("its parameters have changed");
        }
        clear.ifPresent(reason -> clear(resource, node, reason));
        if (expired && record.isProbe() && isPlainProbeResult(record.exitCode())) {
            return false;
        }
        return expired;
    }

    /** What was lost with a connection has to be fenced before it is connected to again. */
    private boolean asksForFencing(WorkResource resource) {
        WorkNode behind = resource.remoteNode();
        return context.state().options().fencingEnabled()
                && resource.options().reconnectMillis() > 0
                && behind != null && !behind.is(NodeFlag.REMOTE_WAS_FENCED);
    }

    private static boolean isFailure(OperationRecord record) {
        return record.id().contains("last_failure");
    }

    private void clear(WorkResource resource, WorkNode node, String reason) {
        boolean known = context.state().failCountClears().stream()
                .anyMatch(c -> c.resource() == resource && c.node() == node);
        if (!known && node.is(NodeFlag.ONLINE) && !node.is(NodeFlag.MAINTENANCE)
                && !node.is(NodeFlag.UNCLEAN)) {
            context.state().failCountClears().add(new FailCountClear(resource, node, reason));
        }
    }

    private static boolean isPlainProbeResult(int exitCode) {
        return switch (OcfExitCode.of(exitCode).orElse(OcfExitCode.GENERIC_ERROR)) {
            case OK, NOT_RUNNING, RUNNING_PROMOTED, FAILED_PROMOTED, DEGRADED,
                    DEGRADED_PROMOTED -> true;
            case GENERIC_ERROR, INVALID_PARAMETERS, UNIMPLEMENTED, INSUFFICIENT_PRIVILEGES,
                    NOT_INSTALLED, NOT_CONFIGURED -> false;
        };
    }

    /** Finds failures with the consequence "block": their counts do not expire by themselves. */
    record BlockingFailureFinder(UnpackContext context) implements FailCounts.BlockingFailures {
        @Override
        public boolean hasBlockingFailure(
                WorkResource resource, WorkNode node, Optional<OperationRecord> operation) {
            OnFailResolver onFails = new OnFailResolver(context);
            return context.status().nodes().stream()
                    .filter(s -> s.name().equals(node.id()))
                    .flatMap(s -> s.histories().stream())
                    .filter(h -> h.instance().value().equals(resource.id())
                            || !resource.is(ResourceFlag.UNIQUE)
                                    && h.instance().resource().value().equals(resource.baseId()))
                    .flatMap(h -> h.records().stream())
                    .filter(FailureExpiry::isFailure)
                    .anyMatch(r -> isConfiguredToBlock(resource, r, onFails));
        }

        private boolean isConfiguredToBlock(
                WorkResource resource, OperationRecord record, OnFailResolver onFails) {
            Optional<Operation> configured = context.operations()
                    .find(resource, record.task(), record.intervalMillis(), true);
            int expected = record.expectedExitCode().orElse(0);
            return configured.isPresent()
                    && "block".equals(configured.get().options().get("on-fail"))
                    && (record.exitCode() != expected
                            || record.status() != OperationStatus.DONE)
                    && onFails.resolve(resource, record.task(), record.intervalMillis())
                            == OnFail.BLOCK;
        }
    }
}
