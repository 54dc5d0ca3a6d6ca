// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.template;

import dev.mainstay.cli.agent.AgentLookup;
import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.configuration.PrimitiveRecipe;
import dev.mainstay.cli.configuration.Templates;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.cli.grammar.ResourceWords;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a template. */
@Command(
        name = "create",
        description = "Makes a template.",
        customSynopsis = {
            "mainstay resource template create ID [STANDARD:[PROVIDER:]]TYPE [OPTION=VALUE]...",
            "                                  [op ACTION NAME=VALUE...]... [meta NAME=VALUE...]",
            "                                  [OPTIONS]"},
        footer = {
            "",
            "Example:",
            "  mainstay resource template create address ocf:heartbeat:IPaddr2 \\",
            "      cidr_netmask=24"})
public final class TemplateCreateCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The template's new id.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "AGENT",
            description = "Its agent; a bare type will do where only one agent has it.")
    private String agent = "";

    @Parameters(index = "2..*", paramLabel = "WORD", description = "As above.")
    private List<String> words = List.of();

    @Option(
            names = "--no-default-ops",
            description = "Copies no recommended operation but the monitor.")
    private boolean noDefaultOperations;

    @Override
    protected Change change(ClusterClient cluster) {
        ResourceWords parsed = ResourceWords.parse(words);
        if (parsed.cloning().isPresent()) {
            throw CommandFailure.usage("A template cannot be a clone.",
                    "Clone the resources that are made after it.");
        }
        AgentLookup.Found found = new AgentLookup(cluster, force()).find(AgentText.parse(agent));
        PrimitiveRecipe recipe = new PrimitiveRecipe(id, found.name(), parsed, found.actions());
        return editor(cluster).edit("Made template " + id + " (" + found.name() + ").",
                configuration -> List.of(Edits.put(Templates.of(recipe.primitive(
                        new ElementIds(configuration), !noDefaultOperations, Map.of())))));
    }
}
