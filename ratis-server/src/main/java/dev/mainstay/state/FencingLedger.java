// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Fence operations: at most one open for each machine, and those that ended.
 *
 * @param ended by the log index at which they ended, bounded
 */
public record FencingLedger(
        PSortedMap<NodeId, FencingRecord> open,
        PSortedMap<Long, FencingRecord> ended) {

    static final FencingLedger EMPTY = new FencingLedger(TreePMap.empty(), TreePMap.empty());

    public Optional<FencingRecord> open(NodeId target) {
        return Optional.ofNullable(open.get(target));
    }

    /** The operation on the machine that ended last. */
    public Optional<FencingRecord> last(NodeId target) {
        return ended.descendingMap().values().stream()
                .filter(record -> record.target().equals(target))
                .findFirst();
    }

    /** Failures on the machine since it was last fenced with success. */
    public int failuresInARow(NodeId target) {
        return (int) ended.descendingMap().values().stream()
                .filter(record -> record.target().equals(target))
                .takeWhile(record -> record.phase() == FencingRecord.Phase.FAILED)
                .count();
    }

    FencingLedger withOpen(FencingRecord record) {
        return new FencingLedger(open.plus(record.target(), record), ended);
    }

    /** Moves the machine's open operation, if there is one, to the history. */
    FencingLedger withEnded(FencingRecord record, long index) {
        PSortedMap<Long, FencingRecord> kept = ended.plus(index, record);
        if (kept.size() > Limits.KEPT_FENCINGS) {
            kept = kept.minusFirstEntry();
        }
        return new FencingLedger(open.minus(record.target()), kept);
    }
}
