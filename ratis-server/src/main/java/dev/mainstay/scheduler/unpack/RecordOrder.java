// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sorts records into the order of execution. */
final class RecordOrder {
    private RecordOrder() {}

    static List<OperationRecord> sorted(List<OperationRecord> records) {
        List<OperationRecord> pendingLast = new ArrayList<>(records);
        // Between two that have not ended lies what only the other one is compared with: those
        // come into their places when all that has ended is in its own.
        pendingLast.sort(Comparator.comparing(RecordOrder::isPending)
                .thenComparing(RecordOrder::sincePending));
        List<OperationRecord> sorted = new ArrayList<>();
        for (OperationRecord record : pendingLast) {
            // Insertion keeps the written order of equals, whatever the sort's own cleverness.
            int at = sorted.size();
            while (at > 0 && compare(sorted.get(at - 1), record) > 0) {
                at--;
            }
            sorted.add(at, record);
        }
        return sorted;
    }

    private static boolean isPending(OperationRecord record) {
        return record.order() < 0;
    }

    /** The same for all that has ended. */
    private static Instant sincePending(OperationRecord record) {
        return isPending(record) ? record.lastChange().orElse(Instant.MAX) : Instant.MIN;
    }

    static int compare(OperationRecord left, OperationRecord right) {
        if (left.order() >= 0 && right.order() >= 0) {
            if (left.order() != right.order()) {
                return Integer.compare(left.order(), right.order());
            }
            Instant a = left.lastChange().orElse(Instant.EPOCH);
            Instant b = right.lastChange().orElse(Instant.EPOCH);
            return a.compareTo(b);
        }
        // A record without order is of something that has not ended: the newest, unless it is a
        // leftover of an earlier transition.
        if (left.order() < 0 && right.order() < 0) {
            return 0;
        }
        int later = left.order() < 0 ? 1 : -1;
        OperationRecord pending = left.order() < 0 ? left : right;
        OperationRecord ended = left.order() < 0 ? right : left;
        if (isOfEarlierTransition(pending, ended)) {
            return -later;
        }
        if (pending.lastChange().isPresent() && ended.lastChange().isPresent()
                && pending.lastChange().get().isBefore(ended.lastChange().get())) {
            return -later;
        }
        return later;
    }

    /** Whether the same coordinator asked for one operation in a transition before the other's. */
    private static boolean isOfEarlierTransition(OperationRecord left, OperationRecord right) {
        Optional<TransitionKey> a = left.transitionKey().flatMap(TransitionKey::parse);
        Optional<TransitionKey> b = right.transitionKey().flatMap(TransitionKey::parse);
        return a.isPresent() && b.isPresent()
                && a.get().coordinator().equals(b.get().coordinator())
                && a.get().transition() < b.get().transition();
    }

    /** The index from which on recurring operations were not ended by a stop. */
    static int activeFrom(List<OperationRecord> sorted) {
        int stop = -1;
        int start = -1;
        int monitor = -1;
        int roleChange = -1;
        for (int i = 0; i < sorted.size(); i++) {
            OperationRecord record = sorted.get(i);
            switch (record.task()) {
                case "stop" -> {
                    if (record.status() == OperationStatus.DONE) {
                        stop = i;
                    }
                }
                case "start", "migrate_from" -> start = i;
                case "promote", "demote" -> roleChange = i;
                case "monitor" -> {
                    if (monitor <= stop && (record.exitCode() == 0 || record.exitCode() == 8)) {
                        monitor = i;
                    }
                }
                default -> {
                }
            }
        }
        int from = start >= 0 ? start : roleChange >= 0 ? roleChange : Math.max(monitor, -1);
        return from < stop ? stop + 1 : Math.max(from, 0);
    }
}
