// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.relocate;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what relocating resources would do. */
@Command(
        name = "dry-run",
        description = "Tells what 'relocate run' would move; changes nothing.")
public final class RelocateDryRunCommand extends ClusterVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Resources, or tags of such (default: all).")
    private List<String> ids = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        List<Relocation> wanted = Relocation.wanted(cluster, ids);
        output.tree(Map.of("resources", wanted.stream().map(RelocateShowCommand::tree).toList()),
                palette -> wanted.isEmpty()
                        ? "Nothing would be moved.\n"
                        : wanted.stream().flatMap(one -> one.text().stream())
                                .map(line -> line + "\n").collect(Collectors.joining()));
        return ExitCode.OK;
    }
}
