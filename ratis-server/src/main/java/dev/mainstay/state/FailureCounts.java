// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.Score;
import java.time.Instant;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * Failures, counted where Pacemaker counts them: in transient attributes of the node, one counter
 * for each operation of an instance.
 */
final class FailureCounts {

    private static final String COUNT = "fail-count-";
    private static final String LAST = "last-failure-";

    private FailureCounts() {}

    /** Counts a failed operation; probes and other one-off monitors do not count. */
    static NodeRecord counted(
            NodeRecord node,
            InstanceId instance,
            OperationRecord record,
            ConfigurationIndex configuration,
            Instant now) {
        if (record.isProbe()) {
            return node;
        }
        String operation =
                instance + "#" + record.task() + "_" + record.intervalMillis();
        PSortedMap<String, String> attributes = node.attributes()
                .plus(LAST + operation, Long.toString(now.getEpochSecond()));
        boolean ignored = configuration
                .onFail(instance.resource(), record.task(), record.intervalMillis())
                .filter("ignore"::equals)
                .isPresent();
        if (!ignored) {
            String before = attributes.getOrDefault(COUNT + operation, "0");
            attributes = attributes.plus(COUNT + operation,
                    next(before, record.task(), configuration).toString());
        }
        return node.withAttributes(attributes);
    }

    /** Forgets the failures of an instance, or only those of some operations. */
    static NodeRecord cleared(
            NodeRecord node, InstanceId instance, Optional<OperationFilter> only) {
        PSortedMap<String, String> attributes = node.attributes();
        for (String kind : new String[] {COUNT, LAST}) {
            String prefix = kind + instance + "#";
            for (String name : attributes.subMap(prefix, prefix + "\uffff").keySet()) {
                if (isMeant(name, prefix, only)) {
                    attributes = attributes.minus(name);
                }
            }
        }
        return node.withAttributes(attributes);
    }

    static boolean hasFailures(
            NodeRecord node, InstanceId instance, Optional<OperationFilter> only) {
        String prefix = LAST + instance + "#";
        return node.attributes().subMap(prefix, prefix + "\uffff").keySet().stream()
                .anyMatch(name -> isMeant(name, prefix, only));
    }

    private static boolean isMeant(
            String name, String prefix, Optional<OperationFilter> only) {
        return only.isEmpty() || only.get().matches(name.substring(prefix.length()));
    }

    private static Score next(String before, String task, ConfigurationIndex configuration) {
        boolean fatal = switch (task) {
            case "stop" -> true;
            case "start" -> configuration.clusterOption("start-failure-is-fatal")
                    .flatMap(BooleanText::parse)
                    .orElse(true);
            default -> false;
        };
        Optional<Score> count = Score.parse(before);
        return fatal ? Score.INFINITY : count.orElse(Score.ZERO).plus(new Score(1));
    }
}
