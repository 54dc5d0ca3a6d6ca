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

/** Makes a bundle anew, around the same resource. */
@Command(
        name = "reset",
        description = "Makes a bundle anew with these options; the resource in it stays.",
        customSynopsis = {
            "mainstay resource bundle reset BUNDLE container image=IMAGE [NAME=VALUE]...",
            "        [network NAME=VALUE...] [port-map NAME=VALUE...]...",
            "        [storage-map NAME=VALUE...]... [meta NAME=VALUE...] [--disabled] [OPTIONS]"})
public final class BundleResetCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The bundle.")
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
        return editor(cluster).edit("Reset bundle " + id + ".",
                configuration -> List.of(BundleEdits.reset(configuration, id, parsed)));
    }
}
