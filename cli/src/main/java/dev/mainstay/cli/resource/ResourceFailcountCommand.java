// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.Consistency;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how often operations failed, by resource and node. */
@Command(
        name = "failcount",
        customSynopsis = {
            "mainstay resource failcount [show] [ID] [node=NODE] [operation=NAME",
            "                            [interval=INTERVAL]] [OPTIONS]"},
        description = "Shows how often operations failed, by resource and node.",
        footer = {
            "",
            "'mainstay resource cleanup' sets them back.",
            "",
            "Example:",
            "  mainstay resource failcount web node=n1"})
public final class ResourceFailcountCommand extends ClusterVerb {

    @Parameters(
            index = "0..*",
            paramLabel = "WORD",
            description = "'show' may be left out; then ID, node=, operation=, interval= as above.")
    private List<String> words = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        FailureWords wanted = FailureWords.parse(
                words.subList(words.stream().findFirst().filter("show"::equals).isPresent() ? 1 : 0,
                        words.size()),
                "'failcount'");
        List<Failcount> shown = cluster.status(Consistency.CURRENT).getNodesList().stream()
                .flatMap(node -> Failcount.of(node).stream())
                .filter(wanted::matches)
                .toList();
        TextTable table = new TextTable();
        shown.forEach(count -> table.row(count.resource(), count.operation() + " on "
                + count.node(), count.intervalText(), "count " + count.count(),
                count.lastText()));
        output.tree(Map.of("failcounts", shown.stream().map(Failcount::tree).toList()),
                palette -> table.isEmpty() ? "No failures are counted.\n" : table.format(""));
        return ExitCode.OK;
    }
}
