// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.RestartNodeReply;
import dev.mainstay.proto.v1.RestartNodeRequest;
import picocli.CommandLine.Command;

/** Ends the local daemon so that it is started again, with everything running on. */
@Command(
        name = "restart",
        description = "Ends this machine's daemon so that it is started again, such as after an"
                + " upgrade: its services run on, and it is not fenced for a minute.",
        footer = {
            "",
            "The service unit starts it again at once (exit code 75). Where 'node run' was started",
            "by hand, start it again by hand. Restart one node after the other, each once the one",
            "before is online."})
public final class ClusterRestartCommand extends ClusterVerb {

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        RestartNodeReply reply = cluster.nodes(
                stub -> stub.restart(RestartNodeRequest.getDefaultInstance()));
        output.show(reply, palette -> "The daemon ends now; its services run on.\n");
        return ExitCode.OK;
    }
}
