// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfirmFencingRequest;
import java.io.Console;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The operator vouches that a node is off. */
@Command(
        name = "confirm",
        description = "Vouches that a node is off, in place of fencing it.",
        footer = {
            "",
            "If the node is not off, its services will run twice and may destroy their data.",
            "",
            "Example:",
            "  mainstay stonith confirm n2 --yes"})
public final class FencingConfirmCommand extends ChangeVerb {

    @Parameters(paramLabel = "NODE", description = "The node that is off.")
    private String node = "";

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Override
    protected Change change(ClusterClient cluster) {
        if (!yes && !isDryRun()) {
            ask(System.console());
        }
        ConfirmFencingRequest request = ConfirmFencingRequest.newBuilder()
                .setContext(context())
                .setNode(node)
                .build();
        return Change.at(cluster.fencing(stub -> stub.confirm(request)).getIndex(),
                "Confirmed that " + node + " is off.");
    }

    private void ask(@Nullable Console console) {
        if (console == null || !console.isTerminal()) {
            throw CommandFailure.usage("Whether " + node + " is really off has to be confirmed.",
                    "Give --yes once you have made sure.");
        }
        String answer = console.readLine("Is %s off, with nothing of it running? [yes/no] ", node);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw CommandFailure.refused("Not confirmed; nothing was changed.", "");
        }
    }
}
