// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.CreateJoinTokenReply;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import java.time.Duration;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a token with which one node may join. */
@Command(
        name = "token",
        description = "Makes a token with which one node may join, once.",
        footer = {
            "",
            "The token goes to standard output alone, so that a script can hand it on."})
public final class ClusterTokenCommand extends ClusterVerb {

    @Option(
            names = "--valid",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "How long it can be used (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "Why; kept in the history beside who and when.")
    private String comment = "";

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        CreateJoinTokenRequest request = CreateJoinTokenRequest.newBuilder()
                .setContext(ChangeContext.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setComment(comment))
                .setValidMillis(Duration.ofMinutes(minutes).toMillis())
                .build();
        CreateJoinTokenReply reply = cluster.cluster(stub -> stub.createJoinToken(request));
        output.show(reply, palette -> reply.getToken() + "\n");
        return ExitCode.OK;
    }
}
