// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Words of the form {@code name=value}; the value may be empty, which deletes where that is said.
 */
public final class Assignments {

    private Assignments() {}

    /**
     * Reads them in their order.
     *
     * @param where what they belong to, for messages
     * @throws CommandFailure where a word is no assignment or a name comes twice
     */
    public static SequencedMap<String, String> parse(List<String> words, String where) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw CommandFailure.usage("'" + word + "' in " + where + " is not of the form"
                        + " NAME=VALUE.", "");
            }
            String name = word.substring(0, equals);
            String value = word.substring(equals + 1);
            String previous = values.put(name, value);
            if (previous != null && !previous.equals(value)) {
                throw CommandFailure.usage("'" + name + "' in " + where + " is given twice, as '"
                        + previous + "' and '" + value + "'.", "Give it once.");
            }
        }
        return values;
    }

    /** Refuses names that the verb does not know. */
    public static void allowOnly(Map<String, String> values, List<String> names, String where) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw CommandFailure.usage("There is no option '" + name + "' in " + where + ".",
                        "Known are: " + String.join(", ", names) + ".");
            }
        }
    }
}
