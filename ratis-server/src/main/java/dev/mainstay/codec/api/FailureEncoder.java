// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.Score;
import dev.mainstay.proto.v1.FailureView;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.NodeRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows operations that did not end as expected. */
final class FailureEncoder {

    private static final long INFINITY = -1;

    private FailureEncoder() {}

    static List<FailureView> failures(ClusterState state) {
        List<FailureView> failures = new ArrayList<>();
        for (NodeRecord node : state.nodes().values()) {
            for (InstanceHistory history : node.histories().values()) {
                history.history().records().stream()
                        .filter(FailureEncoder::isFailure)
                        .map(record -> failure(node, history, record))
                        .forEach(failures::add);
            }
        }
        return failures;
    }

    static boolean isFailure(OperationRecord record) {
        return switch (record.status()) {
            case PENDING, CANCELLED -> false;
            // A probe asks whether the resource runs: yes is no failure.
            case DONE -> record.expectedExitCode()
                    .filter(expected -> expected != OcfExitCode.plain(record.exitCode()))
                    .isPresent() && !(record.isProbe() && tellsThatItRuns(record));
            case TIMED_OUT, NOT_SUPPORTED, ERROR, HARD_ERROR, FATAL_ERROR, NOT_INSTALLED,
                    NOT_CONNECTED, INVALID, NO_FENCE_DEVICE, NO_SECRETS, UNKNOWN ->
                    // A probe that finds nothing is what it was sent to find out.
                    !(record.isProbe() && record.expectedExitCode()
                            .filter(expected -> expected == record.exitCode())
                            .isPresent());
        };
    }

    private static boolean tellsThatItRuns(OperationRecord record) {
        int code = OcfExitCode.plain(record.exitCode());
        return code == OcfExitCode.OK.code() || code == OcfExitCode.RUNNING_PROMOTED.code();
    }

    private static FailureView failure(
            NodeRecord node, InstanceHistory history, OperationRecord record) {
        return FailureView.newBuilder()
                .setResource(history.history().instance().value())
                .setNode(node.node().value())
                .setOperation(record.task())
                .setIntervalMillis(record.intervalMillis())
                .setExitCode(record.exitCode())
                .setStatus(word(record.status()))
                .setReason(record.exitReason().orElse(""))
                .setAtMillis(record.lastChange().map(Instant::toEpochMilli).orElse(0L))
                .setFailCount(failCount(node, history, record))
                .setSentence(FailureText.of(history.history().instance().resource().value(),
                        node.node().value(), record))
                .build();
    }

    static String word(OperationStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long failCount(
            NodeRecord node, InstanceHistory history, OperationRecord record) {
        String suffix = "#" + record.task() + "_" + record.intervalMillis();
        String instance = "fail-count-" + history.history().instance().value() + suffix;
        String resource =
                "fail-count-" + history.history().instance().resource().value() + suffix;
        return Optional.ofNullable(node.attributes().get(instance))
                .or(() -> Optional.ofNullable(node.attributes().get(resource)))
                .flatMap(Score::parse)
                .map(score -> score.isInfinite() ? INFINITY : score.value())
                .orElse(0L);
    }
}
