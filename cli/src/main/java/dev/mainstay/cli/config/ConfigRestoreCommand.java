// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.config;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.ChangedElements;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ChangeConfigurationReply;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes an earlier revision the configuration again. */
@Command(
        name = "restore",
        description = "Makes an earlier revision the configuration again, as a new revision.",
        footer = {"", "'mainstay config history' shows the revisions that are kept."})
public final class ConfigRestoreCommand extends ChangeVerb {

    @Parameters(paramLabel = "REVISION", description = "The revision.")
    private long revision;

    @Override
    protected Change change(ClusterClient cluster) {
        GetConfigurationReply before = cluster.currentConfiguration();
        GetConfigurationReply kept = kept(cluster);
        ChangeConfigurationReply reply = cluster.change(ChangeConfigurationRequest.newBuilder()
                .setContext(context())
                .setExpectedRevision(before.getRevision())
                .setDocument(kept.getConfiguration())
                .build());
        return Change.of("Restored revision " + revision + ": "
                + ChangedElements.between(before.getConfiguration(), kept.getConfiguration()).text()
                + ".",
                reply.getIndex(), reply.getRevision(), reply.getWarningsList());
    }

    private GetConfigurationReply kept(ClusterClient cluster) {
        if (revision < 1) {
            throw CommandFailure.usage("A revision is a number from 1 on.", "");
        }
        return cluster.configuration(stub -> stub.get(
                GetConfigurationRequest.newBuilder().setRevision(revision).build()));
    }
}
