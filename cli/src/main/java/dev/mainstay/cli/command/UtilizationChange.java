// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.grammar.Assignments;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Sets what a node has, or what a resource uses.
 *
 * @param words {@code NAME=VALUE} as they were typed
 */
public record UtilizationChange(String owner, List<String> words) {

    /** Puts values to an owner: those of a node and those of a resource stand apart. */
    @FunctionalInterface
    public interface Setting {
        ConfigurationEdit of(Configuration configuration, String owner, Map<String, String> values);
    }

    public Change make(ConfigurationEditor editor, Setting setting) {
        SequencedMap<String, String> values = Assignments.parse(words, "'utilization'");
        return editor.edit("Set " + String.join(", ", values.keySet()) + " of " + owner + ".",
                configuration -> List.of(setting.of(configuration, owner, values)));
    }
}
