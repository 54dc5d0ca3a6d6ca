// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.bootstrap.RemoteSettings;
import dev.mainstay.cli.command.LocalVerb;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has this machine admitted as a remote machine. */
@Command(
        name = "join",
        description = "Has this machine admitted as a remote machine of a running cluster.",
        footer = {
            "",
            "Start the agent with 'mainstay agent run' afterwards.",
            "",
            "Example:",
            "  mainstay agent join --node far --address 192.0.2.17 TOKEN"})
public final class AgentJoinCommand extends LocalVerb {

    @Parameters(
            paramLabel = "TOKEN",
            description = "What 'mainstay cluster node add-remote' printed on a node of the"
                    + " cluster.")
    private String token = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keeps everything of the machine under this folder (default:"
                    + " $MAINSTAY_DIR, else /etc and /var/lib/mainstay, which need root).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--node",
            paramLabel = "NAME",
            description = "The name that the token was made for (default: this machine's host"
                    + " name).")
    private Optional<String> node = Optional.empty();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Host name or address that the members reach it by (default: its name).")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--agent-port",
            paramLabel = "PORT",
            description = "TCP port of the agent (default: ${DEFAULT-VALUE}).")
    private int port = RemoteSettings.DEFAULT_PORT;

    @Override
    protected ExitCode run(Map<String, String> environment, Output output) {
        LocalNodeOptions.checkPort("--agent-port", port);
        String name = node.orElseGet(LocalNodeOptions::hostName);
        RemoteSettings settings = RemoteSettings.of(name, address.orElse(name), port,
                RemoteSettings.folder(folder.or(() -> Optional
                        .ofNullable(environment.get("MAINSTAY_DIR")).map(Path::of))));
        LocalMembership.joinRemote(settings, token);
        output.tree(Map.of("node", name, "agentAddress", settings.agentAddress()),
                palette -> "Admitted as " + name + ". Start it with 'mainstay agent run'.\n");
        return ExitCode.OK;
    }
}
