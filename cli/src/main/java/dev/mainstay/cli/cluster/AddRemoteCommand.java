// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.command.ConfigurationEditor;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.configuration.PrimitiveRecipe;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.AgentActionView;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.CreateJoinTokenReply;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the connection to a remote machine, and a token by which that machine is admitted. */
@Command(
        name = "add-remote",
        description = "Makes the connection to a remote machine, a resource of the machine's name,"
                + " and a token with which that machine is admitted, once.",
        customSynopsis = {
            "mainstay cluster node add-remote NAME [ADDRESS] [OPTION=VALUE]...",
            "                         [op ACTION NAME=VALUE...]... [meta NAME=VALUE...]"
                    + " [OPTIONS]"},
        footer = {
            "",
            "The token goes to standard output alone. Where there is the connection already, a new",
            "token is made for it and nothing else is changed.",
            "",
            "Example:",
            "  mainstay cluster node add-remote far 192.0.2.17 op monitor interval=10s"})
public final class AddRemoteCommand extends ClusterVerb {

    /** As the agent's metadata has it in Pacemaker, which no machine here need have installed. */
    private static final Map<String, Duration> TIMEOUTS = Map.of(
            "start", Duration.ofSeconds(60), "stop", Duration.ofSeconds(60),
            "migrate_to", Duration.ofSeconds(60), "migrate_from", Duration.ofSeconds(60));

    @Parameters(index = "0", paramLabel = "NAME", description = "The machine's name.")
    private String name = "";

    @Parameters(
            index = "1..*",
            paramLabel = "WORD",
            description = "Where the machine is (default: where it says when it joins); options of"
                    + " the connection (port, reconnect_interval), operations and meta attributes"
                    + " as above.")
    private List<String> words = List.of();

    @Option(
            names = "--valid",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "How long the token can be used (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "Why; kept in the history beside who and when.")
    private String comment = "";

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        boolean there = RemoteConnection.exists(
                cluster.currentConfiguration().getConfiguration(), name);
        if (!there) {
            ResourceWords parsed = ResourceWords.parse(allWords());
            var _ = new ConfigurationEditor(cluster, this::context).edit("",
                    configuration -> edits(configuration, parsed));
        }
        CreateJoinTokenReply reply = cluster.cluster(stub -> stub.createJoinToken(
                CreateJoinTokenRequest.newBuilder()
                        .setContext(context())
                        .setValidMillis(Duration.ofMinutes(minutes).toMillis())
                        .setRemote(name)
                        .build()));
        output.remark((there ? "The connection " + name + " is there already."
                : "Made the connection " + name + ".") + " On the machine run 'mainstay agent join"
                + " --node " + name + " TOKEN', then 'mainstay agent run'.");
        output.show(reply, palette -> reply.getToken() + "\n");
        return ExitCode.OK;
    }

    /** The address is the server of the connection. */
    private List<String> allWords() {
        List<String> all = new ArrayList<>(words);
        boolean addressed = !all.isEmpty() && !all.getFirst().contains("=")
                && !List.of("op", "meta").contains(all.getFirst());
        if (addressed) {
            all.set(0, "server=" + all.getFirst());
        }
        return all;
    }

    private List<ConfigurationEdit> edits(Configuration configuration, ResourceWords parsed) {
        List<AgentActionView> recommended = TIMEOUTS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> AgentActionView.newBuilder()
                        .setName(entry.getKey())
                        .setTimeoutMillis(entry.getValue().toMillis())
                        .build())
                .toList();
        return List.of(Edits.put(Resources.of(
                new PrimitiveRecipe(name, RemoteConnection.AGENT, parsed, recommended)
                        .primitive(new ElementIds(configuration), true, Map.of()))));
    }

    private ChangeContext context() {
        return ChangeContext.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setComment(comment)
                .build();
    }
}
