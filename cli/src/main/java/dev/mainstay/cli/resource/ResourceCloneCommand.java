// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Cloning;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.cli.grammar.ResourceWords.CloneWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a resource on several nodes at once. */
@Command(
        name = "clone",
        customSynopsis = "mainstay resource clone ID [CLONE-ID] [meta] [NAME=VALUE]... [OPTIONS]",
        description = "Runs a resource on several nodes at once.",
        footer = {
            "",
            "Example:",
            "  mainstay resource clone web clone-max=2 interleave=true --wait"})
public final class ResourceCloneCommand extends ChangeVerb {

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

    @Override
    protected Change change(ClusterClient cluster) {
        CloneWords clone = ResourceWords.cloning(false, words);
        return editor(cluster).edit("Cloned " + id + ".",
                configuration -> Cloning.around(configuration, id, clone))
                .about(List.of(id));
    }
}
