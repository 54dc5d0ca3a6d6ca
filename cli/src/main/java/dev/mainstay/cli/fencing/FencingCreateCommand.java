// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.agent.AgentLookup;
import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.configuration.PrimitiveRecipe;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.ResourceWords;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a fence device. */
@Command(
        name = "create",
        description = "Makes a fence device.",
        customSynopsis = {
            "mainstay stonith create ID AGENT [OPTION=VALUE]... [op ACTION NAME=VALUE...]...",
            "                        [meta NAME=VALUE...] [OPTIONS]"},
        footer = {
            "",
            "Example:",
            "  mainstay stonith create bmc-n1 fence_ipmilan ip=10.0.9.1 username=ha \\",
            "      password_script=/etc/mainstay/bmc pcmk_host_list=n1"})
public final class FencingCreateCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The device's new id.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "AGENT",
            description = "Its fence agent; 'stonith list' shows them.")
    private String agent = "";

    @Parameters(
            index = "2..*",
            paramLabel = "WORD",
            description = "The agent's options and pcmk_ ones, operations and meta attributes as"
                    + " above.")
    private List<String> words = List.of();

    @Option(names = "--disabled", description = "Does not use it yet.")
    private boolean disabled;

    @Override
    protected Change change(ClusterClient cluster) {
        ResourceWords parsed = ResourceWords.parse(words);
        if (parsed.cloning().isPresent()) {
            throw CommandFailure.usage("A fence device cannot be cloned.",
                    "One device serves all nodes as it is.");
        }
        AgentLookup.Found found = new AgentLookup(cluster, force()).find(FenceAgents.name(agent));
        PrimitiveRecipe recipe = new PrimitiveRecipe(id, found.name(), parsed, found.actions());
        return editor(cluster).edit("Created the fence device " + id + " (" + found.name() + ").",
                configuration -> List.of(Edits.put(Resources.of(recipe.primitive(
                        new ElementIds(configuration), true,
                        disabled ? Map.of("target-role", "Stopped") : Map.of())))));
    }
}
