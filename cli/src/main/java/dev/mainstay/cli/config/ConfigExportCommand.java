// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.config;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ExportCibReply;
import dev.mainstay.proto.v1.ExportCibRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the configuration as Pacemaker's document. */
@Command(
        name = "export",
        description = "Writes the configuration as a Pacemaker CIB document (XML).",
        footer = {
            "",
            "The document passes Pacemaker's schemas: crm_verify, crm_simulate, cibadmin read it.",
            "Its status is empty; 'config import' of it changes nothing."})
public final class ConfigExportCommand extends ClusterVerb {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to; standard output unless given.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--revision",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "An earlier one.")
    private long revision;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        ExportCibRequest request = ExportCibRequest.newBuilder().setRevision(revision).build();
        ExportCibReply reply = cluster.configuration(stub -> stub.exportCib(request));
        file.ifPresent(path -> CibFile.write(path, reply.getCib()));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("revision", reply.getRevision());
        if (file.isPresent()) {
            tree.put("file", file.get().toString());
        } else {
            tree.put("cib", reply.getCib().toStringUtf8());
        }
        output.tree(tree, palette -> file
                .map(path -> "Wrote revision " + reply.getRevision() + " to " + path + ".\n")
                .orElseGet(reply.getCib()::toStringUtf8));
        return ExitCode.OK;
    }
}
