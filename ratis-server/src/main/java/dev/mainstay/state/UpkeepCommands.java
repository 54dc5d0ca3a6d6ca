// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.state.Command.RecordDigest;
import java.time.Instant;
import java.util.Optional;

/** The state's own upkeep: comparison of digests, log time, feature level. */
final class UpkeepCommands {

    private UpkeepCommands() {}

    /**
     * Compares what the leader found at the last checkpoint with what was found here, and sets the
     * next checkpoint: the digest of the state that this entry is applied to. A peer that gets the
     * rejection while the others do not has deviated (safety.md 28).
     */
    static Optional<Rejection> compareDigest(
            StateDraft draft, RecordDigest told, StateFormat format) {
        DigestCheckpoint last = draft.checkpoint;
        if (told.index() == last.index() && !told.digest().equals(last.digest())) {
            return Optional.of(new Rejection.Invalid("digest", "the digest at index "
                    + last.index() + " is " + last.digest() + " here and " + told.digest()
                    + " on the leader: this peer has deviated"));
        }
        draft.checkpoint = new DigestCheckpoint(draft.index(), format.digest(draft.before()));
        return Optional.empty();
    }

    /** The one way in which log time runs back. */
    static Optional<Rejection> resetTime(StateDraft draft, Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return Optional.of(new Rejection.Invalid("time", time + " is before 1970"));
        }
        draft.logTime = time;
        draft.want(PlanDemand.Grade.FRESHNESS, "log time was reset");
        return Optional.empty();
    }

    static Optional<Rejection> raiseLevel(StateDraft draft, int level) {
        if (level <= draft.featureLevel) {
            return Optional.of(new Rejection.NotPossibleNow("the cluster is at feature level "
                    + draft.featureLevel + "; it is never lowered"));
        }
        Optional<NodeRecord> behind = draft.nodes.values().stream()
                .filter(node -> !draft.membership.remotes().containsKey(node.node()))
                .filter(node -> node.join().supportedLevel() < level)
                .findFirst();
        if (behind.isPresent()) {
            return Optional.of(new Rejection.NotPossibleNow("node " + behind.get().node()
                    + " supports feature level " + behind.get().join().supportedLevel()
                    + " only: upgrade it first"));
        }
        draft.featureLevel = level;
        draft.happened(ClusterEvent.Kind.FEATURE_LEVEL_RAISED, Integer.toString(level), "");
        return Optional.empty();
    }
}
