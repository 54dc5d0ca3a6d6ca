// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import java.util.List;

/**
 * What was committed, perhaps in several entries.
 *
 * @param message one sentence for the user
 * @param firstIndex the log index of its first entry
 * @param index the log index of its last entry
 * @param revision of the configuration, 0 where it was not changed
 * @param subjects resources that the change is about; {@code --wait} tells where they are
 * @param expected what they are to be like when the change has been carried out
 */
public record Change(
        String message,
        long firstIndex,
        long index,
        long revision,
        List<String> warnings,
        List<String> subjects,
        Expected expected) {

    /** What is expected of the subjects; of anything, {@code --wait} asks for no failure alone. */
    public sealed interface Expected {
        Expected ANYTHING = new Anything();
        Expected RUNNING = new Running();
        Expected STOPPED = new Stopped();

        /** Whatever the cluster makes of it. */
        record Anything() implements Expected {}

        /** Active somewhere. */
        record Running() implements Expected {}

        /** Active on this machine. */
        record RunningOn(String node) implements Expected {}

        /** Active nowhere. */
        record Stopped() implements Expected {}
    }

    public Change {
        warnings = List.copyOf(warnings);
        subjects = List.copyOf(subjects);
    }

    /** One that leaves the configuration as it is. */
    public static Change at(long index, String message) {
        return new Change(message, index, index, 0, List.of(), List.of(), Expected.ANYTHING);
    }

    /** One of the configuration, in one entry. */
    public static Change of(String message, long index, long revision, List<String> warnings) {
        return new Change(
                message, index, index, revision, warnings, List.of(), Expected.ANYTHING);
    }

    /** The same, begun with an earlier entry. */
    public Change since(long first) {
        return new Change(message, first, index, revision, warnings, subjects, expected);
    }

    /** The same, about these resources. */
    public Change about(List<String> resources) {
        return new Change(message, firstIndex, index, revision, warnings, resources, expected);
    }

    /** The same, with this expectation. */
    public Change expecting(Expected wanted) {
        return new Change(message, firstIndex, index, revision, warnings, subjects, wanted);
    }
}
