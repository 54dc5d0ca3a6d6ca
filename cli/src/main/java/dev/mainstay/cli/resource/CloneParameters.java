// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ConfigurationEditor;
import dev.mainstay.cli.configuration.Cloning;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.cli.grammar.ResourceWords.CloneWords;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What is cloned, and how: a mixin of the verbs that do it. */
final class CloneParameters {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "A primitive or group that is not cloned yet.")
    private String id = "";

    @Parameters(
            index = "1..*",
            paramLabel = "WORD",
            description = "The clone's id, if another one than ID-clone, then its meta attributes.")
    private List<String> words = List.of();

    Change cloned(ConfigurationEditor editor, boolean promotable) {
        CloneWords clone = ResourceWords.cloning(promotable, words);
        return editor.edit("Cloned " + id + ".",
                configuration -> Cloning.around(configuration, id, clone))
                .about(List.of(id));
    }
}
