// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.bundle;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.BundleEdits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.BundleWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes options of a bundle. */
@Command(
        name = "update",
        description = "Changes options of a bundle; an empty value removes one.",
        customSynopsis = {
            "mainstay resource bundle update BUNDLE [container NAME=VALUE...]",
            "        [network NAME=VALUE...] [port-map add NAME=VALUE...|port-map delete ID...]...",
            "        [storage-map add NAME=VALUE...|storage-map delete ID...]...",
            "        [meta NAME=VALUE...] [OPTIONS]"})
public final class BundleUpdateCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle.")
    private String id = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        BundleWords parsed = BundleWords.parse(words);
        return editor(cluster).edit("Changed bundle " + id + ".",
                configuration -> List.of(BundleEdits.update(configuration, id, parsed)));
    }
}
