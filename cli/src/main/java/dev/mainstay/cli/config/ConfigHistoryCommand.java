// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.config;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.cli.render.Times;
import dev.mainstay.proto.v1.ListRevisionsReply;
import dev.mainstay.proto.v1.ListRevisionsRequest;
import dev.mainstay.proto.v1.RevisionView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows who changed the configuration, when and why. */
@Command(
        name = "history",
        description = "Shows the kept revisions, the newest first: who made them, when and why.")
public final class ConfigHistoryCommand extends ClusterVerb {

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        ListRevisionsReply reply = cluster.configuration(stub -> stub.listRevisions(
                ListRevisionsRequest.newBuilder().setLimit(limit).build()));
        output.show(reply, palette -> text(reply.getRevisionsList(), palette));
        return ExitCode.OK;
    }

    private static String text(List<RevisionView> revisions, Palette palette) {
        TextTable table = new TextTable();
        for (RevisionView revision : revisions) {
            table.row(palette.heading(Long.toString(revision.getRevision())),
                    Times.local(revision.getAtMillis()), revision.getAuthor(),
                    palette.faint(revision.getFrom()), revision.getComment());
        }
        return table.format("");
    }
}
