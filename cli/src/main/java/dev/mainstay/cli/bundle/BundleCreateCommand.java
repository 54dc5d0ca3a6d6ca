// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.bundle;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.BundleEdits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.BundleWords;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a bundle: containers that run one service. */
@Command(
        name = "create",
        description = "Makes a bundle.",
        customSynopsis = {
            "mainstay resource bundle create BUNDLE container docker|podman image=IMAGE"
                    + " [NAME=VALUE]...",
            "        [network NAME=VALUE...] [port-map NAME=VALUE...]...",
            "        [storage-map NAME=VALUE...]... [meta NAME=VALUE...] [--disabled] [OPTIONS]"})
public final class BundleCreateCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle's new id.")
    private String id = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Option(names = "--disabled", description = "Does not start it yet.")
    private boolean disabled;

    @Override
    protected Change change(ClusterClient cluster) {
        BundleWords parsed = BundleWords.parse(words);
        if (disabled) {
            parsed.meta().put("target-role", "Stopped");
        }
        return editor(cluster).edit("Made bundle " + id + ".",
                configuration -> List.of(BundleEdits.create(configuration, id, parsed)));
    }
}
