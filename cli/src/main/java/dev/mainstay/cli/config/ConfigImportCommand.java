// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.config;

import com.google.protobuf.ByteString;
import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.ChangedElements;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.ImportCibReply;
import dev.mainstay.proto.v1.ImportCibRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Replaces the configuration by that of Pacemaker's document. */
@Command(
        name = "import",
        description = "Replaces the configuration by that of a Pacemaker CIB document (XML).",
        footer = {
            "",
            "It is one change: all of it takes effect, or, when something is wrong with it or"
                    + " somebody else",
            "has changed the configuration meanwhile, nothing. What of the document is no"
                    + " configuration here",
            "(status, book-keeping, comments) is told, line by line. --force also takes machines"
                    + " that are no",
            "members, and asks no agents."})
public final class ConfigImportCommand extends ChangeVerb {

    @Parameters(
            paramLabel = "FILE",
            description = "The document, such as 'cibadmin --query' or 'pcs cluster cib' writes it;"
                    + " - for standard input.")
    private String file = "";

    @Override
    protected Change change(ClusterClient cluster) {
        ByteString cib = CibFile.read(file);
        GetConfigurationReply before = cluster.currentConfiguration();
        ImportCibReply reply = request(cluster, ImportCibRequest.newBuilder()
                .setContext(context())
                .setExpectedRevision(before.getRevision())
                .setCib(cib)
                .build());
        ChangedElements changed = ChangedElements.between(
                before.getConfiguration(), reply.getConfiguration());
        return Change.of("Imported " + file + ": " + changed.text() + ".",
                reply.getIndex(), reply.getRevision(), remarks(reply));
    }

    private static ImportCibReply request(ClusterClient cluster, ImportCibRequest request) {
        return cluster.configuration(stub -> stub.importCib(request));
    }

    private static List<String> remarks(ImportCibReply reply) {
        List<String> remarks = new ArrayList<>(reply.getWarningsList());
        reply.getNotKeptList().forEach(line -> remarks.add("not kept: " + line));
        return remarks;
    }
}
