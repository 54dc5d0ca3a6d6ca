// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Counts the failures of a resource on a machine, and says when they expire. */
public final class FailCounts {
    private static final String FAIL_COUNT = "fail-count-";
    private static final String LAST_FAILURE = "last-failure-";

    private final UnpackContext context;
    private final BlockingFailures blocking;

    FailCounts(UnpackContext context, BlockingFailures blocking) {
        this.context = context;
        this.blocking = blocking;
    }

    public static FailCounts of(UnpackContext context) {
        return new FailCounts(context, new FailureExpiry.BlockingFailureFinder(context));
    }

    /** A number of failures and when the last of them happened. */
    public record Failures(int count, Optional<Instant> last) {
        static final Failures NONE = new Failures(0, Optional.empty());
    }

    /** Whether any resource has failed on a machine, as far as is on record. */
    public static boolean anyOn(WorkNode node) {
        return !named(node, FAIL_COUNT).isEmpty();
    }

    /** All failures on record, expired ones included. */
    public Failures recorded(WorkResource resource, WorkNode node) {
        int count = 0;
        Optional<Instant> last = Optional.empty();
        for (String value : recorded(resource, node, FAIL_COUNT)) {
            count = Score.sum(count, Score.parse(value).map(Score::value).orElse(0));
        }
        for (String value : recorded(resource, node, LAST_FAILURE)) {
            Optional<Instant> time = seconds(value);
            if (time.isPresent() && (last.isEmpty() || time.get().isAfter(last.get()))) {
                last = time;
            }
        }
        return new Failures(count, last);
    }

    /** The failures that still count, those of what the resource launched included. */
    public Failures effective(
            WorkResource resource, WorkNode node, Optional<OperationRecord> operation) {
        Failures own = unexpired(resource, node, operation);
        int count = own.count();
        Optional<Instant> last = own.last();
        boolean launchesRemote = resource.launched().stream()
                .anyMatch(r -> r.is(ResourceFlag.REMOTE_CONNECTION) || r.isPrimitive());
        if (launchesRemote) {
            for (WorkResource launched : resource.launched()) {
                Failures more = unexpired(launched, node, Optional.empty());
                count = Score.sum(count, more.count());
                if (more.last().isPresent()
                        && (last.isEmpty() || more.last().get().isAfter(last.get()))) {
                    last = more.last();
                }
            }
        }
        return new Failures(count, last);
    }

    private Failures unexpired(
            WorkResource resource, WorkNode node, Optional<OperationRecord> operation) {
        Failures recorded = recorded(resource, node);
        if (recorded.count() == 0 || resource.options().failureTimeoutMillis() <= 0
                || blocking.hasBlockingFailure(resource, node, operation)) {
            return recorded;
        }
        Instant end = recorded.last().orElse(Instant.EPOCH)
                .plusMillis(resource.options().failureTimeoutMillis());
        if (!context.now().isBefore(end) && recorded.last().isPresent()) {
            return Failures.NONE;
        }
        context.state().recheckBy(end.plusSeconds(1));
        return recorded;
    }

    /** Attributes are sorted: a machine with thousands of others costs nothing here. */
    private static SortedMap<String, String> named(WorkNode node, String prefix) {
        return node.attributes().subMap(prefix, prefix + Character.MAX_VALUE);
    }

    private static List<String> recorded(WorkResource resource, WorkNode node, String prefix) {
        SortedMap<String, String> named = named(node, prefix);
        if (named.isEmpty()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        named.forEach((name, value) -> {
            if (isOf(resource, name.substring(prefix.length()))) {
                values.add(value);
            }
        });
        return values;
    }

    private static boolean isOf(WorkResource resource, String failure) {
        int hash = failure.lastIndexOf('#');
        String owner = hash < 0 ? failure : failure.substring(0, hash);
        if (resource.is(ResourceFlag.UNIQUE)) {
            return owner.equals(resource.id());
        }
        // Instances that cannot be told apart share their count; old ones carry a number.
        String base = resource.baseId();
        return owner.equals(base) || owner.startsWith(base + ":")
                && owner.length() > base.length() + 1
                && owner.chars().skip(base.length() + 1L).allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<Instant> seconds(String text) {
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Tells whether a failure that blocks the resource keeps its count from expiring. */
    interface BlockingFailures {
        boolean hasBlockingFailure(
                WorkResource resource, WorkNode node, Optional<OperationRecord> operation);
    }

}
