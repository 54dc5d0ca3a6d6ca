// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.cli.render.Times;
import dev.mainstay.proto.v1.FencingHistoryReply;
import dev.mainstay.proto.v1.FencingHistoryRequest;
import dev.mainstay.proto.v1.FencingView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what was fenced, by whom and with what result. */
@Command(
        name = "history",
        description = "Shows what was fenced, by whom, and how it went.",
        footer = {
            "",
            "Example:",
            "  mainstay stonith history n2"})
public final class FencingHistoryCommand extends ClusterVerb {

    @Parameters(
            arity = "0..1",
            paramLabel = "NODE",
            defaultValue = "",
            description = "Only this node.")
    private String node = "";

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        FencingHistoryRequest request =
                FencingHistoryRequest.newBuilder().setNode(node).build();
        FencingHistoryReply reply = cluster.fencing(stub -> stub.history(request));
        output.show(reply, palette -> text(reply, palette));
        return ExitCode.OK;
    }

    static String text(FencingHistoryReply reply, Palette palette) {
        if (reply.getEntriesCount() == 0) {
            return "Nothing was fenced.\n";
        }
        TextTable table = new TextTable();
        for (FencingView entry : reply.getEntriesList()) {
            table.row(Times.local(entry.getAtMillis()), entry.getTarget(), entry.getAction(),
                    switch (entry.getState()) {
                        case "succeeded", "confirmed" -> palette.good(entry.getState());
                        case "failed" -> palette.bad(entry.getState());
                        default -> palette.warning(entry.getState());
                    },
                    entry.getOwner().isEmpty() ? "" : "by " + entry.getOwner(),
                    entry.getDevice().isEmpty() ? "" : "with " + entry.getDevice(),
                    entry.getDetail());
        }
        return table.format("");
    }
}
