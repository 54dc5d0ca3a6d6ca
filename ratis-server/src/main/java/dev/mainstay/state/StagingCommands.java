// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.state.Command.StagePart;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** Collects what is too large for an entry (safety.md 6). */
final class StagingCommands {

    private StagingCommands() {}

    static Optional<Rejection> stage(StateDraft draft, StagePart part) {
        if (part.part() < 0 || part.part() >= part.parts()) {
            return Optional.of(new Rejection.Invalid(part.stage(),
                    "part " + part.part() + " of " + part.parts() + " does not exist"));
        }
        PSortedMap<String, Stage> stages = withRoom(draft.stages, part.stage());
        Stage stage = stages.getOrDefault(part.stage(), Stage.open(draft.index(), part.parts()));
        if (stage.parts() != part.parts()) {
            return Optional.of(new Rejection.Invalid(part.stage(), "stage " + part.stage()
                    + " has " + stage.parts() + " parts, not " + part.parts()));
        }
        draft.stages = stages.plus(part.stage(), stage.plus(part.part(), part.content()));
        long bytes = draft.stages.values().stream().mapToLong(Stage::size).sum();
        return CommandLimits.count("number of staged bytes", bytes, Limits.STAGED_BYTES);
    }

    /** The whole of a stage if its digest is right; the stage ends with it. */
    static Taken take(StateDraft draft, String name, String digest) {
        Optional<Stage> stage = Optional.ofNullable(draft.stages.get(name));
        if (stage.isEmpty()) {
            return new Taken.Refused(new Rejection.NotFound(name,
                    "nothing is staged under " + name + ": stage all parts again"));
        }
        Optional<Content> whole = stage.get().assembled();
        if (whole.isEmpty()) {
            return new Taken.Refused(new Rejection.NotPossibleNow("stage " + name + " has "
                    + stage.get().received().size() + " of " + stage.get().parts() + " parts"));
        }
        String actual = whole.get().sha256();
        if (!actual.equals(digest)) {
            return new Taken.Refused(new Rejection.Invalid(name, "the digest of stage " + name
                    + " is " + actual + ", not " + digest));
        }
        draft.stages = draft.stages.minus(name);
        return new Taken.Whole(whole.get());
    }

    /** Whoever staged the oldest did not come back: a leader that was deposed, say. */
    private static PSortedMap<String, Stage> withRoom(
            PSortedMap<String, Stage> stages, String name) {
        if (stages.containsKey(name) || stages.size() < Limits.STAGES) {
            return stages;
        }
        return stages.entrySet().stream()
                .min(Comparator.comparingLong(entry -> entry.getValue().openedAt()))
                .map(Map.Entry::getKey)
                .map(stages::minus)
                .orElse(stages);
    }

    /** What came of taking a stage. */
    sealed interface Taken {
        record Whole(Content content) implements Taken {}

        record Refused(Rejection rejection) implements Taken {}
    }
}
