// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.configuration.NamedResources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops resources and keeps them stopped. */
@Command(
        name = "disable",
        description = "Stops resources and keeps them stopped.",
        footer = {
            "",
            "Examples:",
            "  mainstay resource disable web --wait=60",
            "  mainstay resource disable db --simulate",
            "  mainstay resource disable db --safe"})
public final class ResourceDisableCommand extends ResourcesVerb {

    @Option(
            names = "--simulate",
            description = "The same as --dry-run: tells what would be done, changes nothing.")
    private boolean simulate;

    @Option(
            names = "--safe",
            description = "Changes nothing if that would touch any other resource.")
    private boolean safe;

    @Option(
            names = "--no-strict",
            description = "With --safe: other resources may be moved, but not stopped or demoted.")
    private boolean lenient;

    @Option(
            names = "--brief",
            description = "With --simulate: only the other resources that it"
                    + " would touch.")
    private boolean brief;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        if (lenient && !safe) {
            throw CommandFailure.usage("--no-strict goes with --safe.", "");
        }
        boolean tried = simulate || isDryRun();
        if (!tried && !safe) {
            return super.run(cluster, output);
        }
        Impact impact = impact(cluster);
        if (safe) {
            impact.refuseHarm(lenient, text());
        }
        if (!tried) {
            return super.run(cluster, output);
        }
        if (brief) {
            output.tree(Map.of("otherResources", impact.others()),
                    palette -> impact.others().stream().map(id -> id + "\n")
                            .collect(Collectors.joining()));
        } else {
            show(List.of(impact.preview()), output);
        }
        return ExitCode.OK;
    }

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Disabled " + text() + ".", this::edits)
                .expecting(Expected.STOPPED);
    }

    private Impact impact(ClusterClient cluster) {
        Configuration configuration = cluster.currentConfiguration().getConfiguration();
        return new Impact(editor(cluster.apart()).preview(this::edits),
                NamedResources.withParts(configuration, ids()));
    }

    private List<ConfigurationEdit> edits(Configuration configuration) {
        return meta(configuration, Map.of("target-role", "Stopped"));
    }
}
