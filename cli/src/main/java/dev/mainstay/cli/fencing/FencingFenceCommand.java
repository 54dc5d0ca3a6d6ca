// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.SetAttributeRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a node fenced now. */
@Command(
        name = "fence",
        description = "Has a node fenced now; what ran there is recovered elsewhere.",
        footer = {
            "",
            "The property stonith-action says whether it is rebooted or stays off; with --off it"
                    + " stays off.",
            "",
            "Example:",
            "  mainstay stonith fence n2 --wait=120"})
public final class FencingFenceCommand extends ChangeVerb {

    private static final String TERMINATE = "terminate";

    @Parameters(paramLabel = "NODE", description = "The node.")
    private String node = "";

    @Option(names = "--off", description = "Turns it off, whatever the property says.")
    private boolean off;

    @Override
    protected Change change(ClusterClient cluster) {
        if (Resources.all(cluster.currentConfiguration().getConfiguration()).stream()
                .noneMatch(Resources::isFenceDevice)) {
            throw CommandFailure.refused("There is no fence device to fence " + node + " with.",
                    "Make one with 'mainstay stonith create'.");
        }
        // The attribute vanishes with the incarnation that is fenced, so it fences once.
        SetAttributeRequest request = SetAttributeRequest.newBuilder()
                .setContext(context())
                .setNode(node)
                .setName(TERMINATE)
                .setValue(off ? "poweroff" : "true")
                .build();
        return Change.at(cluster.nodes(stub -> stub.setAttribute(request)).getIndex(),
                (off ? "Turning off " : "Fencing ") + node + ".");
    }
}
