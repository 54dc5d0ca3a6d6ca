// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.DurationText;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.ResourceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads operation histories. */
final class HistoryReader {
    /** The execution status of a record that names none: nothing came back. */
    private static final int NO_RESULT = -1;

    private final Mistakes mistakes;

    HistoryReader(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    ResourceHistory read(XmlElement element) throws CibFormatException {
        List<OperationRecord> records =
                mistakes.readAll(element.children("lrm_rsc_op"), this::operation);
        return new ResourceHistory(
                new InstanceId(element.required("id")),
                ResourceReader.agent(element),
                element.attribute("container").map(ResourceId::new),
                StatusReader.instant(element.attribute("shutdown-lock")),
                records);
    }

    private OperationRecord operation(XmlElement element) throws CibFormatException {
        Optional<String> magic = element.attribute("transition-magic");
        Optional<String> key = element.attribute("transition-key")
                .or(() -> magic.map(m -> m.substring(m.indexOf(';') + 1)));
        return new OperationRecord(
                element.required("id"),
                element.required("operation"),
                interval(element),
                number(element, "call-id", 0),
                OperationStatus.of(number(element, "op-status", NO_RESULT)),
                number(element, "rc-code", NO_RESULT),
                key.flatMap(HistoryReader::expectedExitCode),
                StatusReader.instant(element.attribute("last-rc-change", "last_rc_change")),
                StatusReader.instant(element.attribute("last-run", "last_run")),
                new OperationTimes(
                        milliseconds(element.attribute("exec-time", "exec_time")),
                        milliseconds(element.attribute("queue-time", "queue_time"))),
                digests(element),
                element.attribute("exit-reason"),
                element.attribute("migrate_source").map(NodeId::new),
                element.attribute("migrate_target").map(NodeId::new),
                element.attribute("operation_key"),
                key);
    }

    /** A transition key reads {@code action:transition:expected exit code:cluster}. */
    private static Optional<Integer> expectedExitCode(String key) {
        String[] parts = key.split(":", -1);
        try {
            return parts.length < 4 ? Optional.empty() : Optional.of(Integer.valueOf(parts[2]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static OperationDigests digests(XmlElement element) {
        return new OperationDigests(
                element.attribute("op-digest"),
                element.attribute("op-restart-digest"),
                element.attribute("op-secure-digest"),
                words(element.attribute("op-force-restart")),
                words(element.attribute("op-secure-params")));
    }

    private static List<String> words(Optional<String> text) {
        return text.map(t -> Arrays.stream(t.strip().split("\\s+"))
                .filter(w -> !w.isEmpty())
                .toList()).orElse(List.of());
    }

    /** Histories give the interval in milliseconds without a unit. */
    private static long interval(XmlElement element) {
        String text = element.attribute("interval").orElse("0").strip();
        return milliseconds(Optional.of(text));
    }

    private static long milliseconds(Optional<String> text) {
        String value = text.orElse("0").strip();
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            return DurationText.parse(value).map(Duration::toMillis).orElse(0L);
        }
    }

    private int number(XmlElement element, String key, int otherwise) {
        Optional<String> text = element.attribute(key);
        try {
            return text.map(t -> Integer.parseInt(t.strip())).orElse(otherwise);
        } catch (NumberFormatException e) {
            mistakes.add(element.error("has a '" + key + "' that is not a number, so it counts as "
                    + otherwise));
            return otherwise;
        }
    }
}
