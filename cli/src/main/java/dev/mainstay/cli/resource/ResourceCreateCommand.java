// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.agent.AgentLookup;
import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.ClonedResource;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.configuration.Placement;
import dev.mainstay.cli.configuration.PrimitiveRecipe;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a resource, alone, in a group, or as a clone. */
@Command(
        name = "create",
        description = "Makes a resource, alone, in a group, or as a clone.",
        customSynopsis = {
            "mainstay resource create ID [STANDARD:[PROVIDER:]]TYPE [OPTION=VALUE]...",
            "                         [op ACTION NAME=VALUE...]... [meta NAME=VALUE...]",
            "                         [clone|promotable [ID] [meta] [NAME=VALUE]...]",
            "                         [--group=GROUP [--before=ID|--after=ID]] [OPTIONS]"},
        footer = {
            "",
            "The operations that the agent recommends are copied into the configuration;",
            "an operation given with 'op' takes the place of the recommended ones of that",
            "action.",
            "",
            "Example:",
            "  mainstay resource create web ocf:mainstay:process command='httpd -f' \\",
            "      ready_port=80 op monitor interval=5s --group webgroup"})
public final class ResourceCreateCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The resource's new id.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "AGENT",
            description = "Its agent; a bare type will do where only one agent has it.")
    private String agent = "";

    @Parameters(
            index = "2..*",
            paramLabel = "WORD",
            description = "The agent's options, operations, meta attributes and clone as above.")
    private List<String> words = List.of();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "Puts it into this group, which is made where there is none.")
    private Optional<String> group = Optional.empty();

    @Option(names = "--before", paramLabel = "ID", description = "Before this member of the group.")
    private Optional<String> before = Optional.empty();

    @Option(names = "--after", paramLabel = "ID", description = "After this member of the group.")
    private Optional<String> after = Optional.empty();

    @Option(names = "--disabled", description = "Does not start it yet.")
    private boolean disabled;

    @Option(
            names = "--no-default-ops",
            description = "Copies no recommended operation but the monitor.")
    private boolean noDefaultOperations;

    @Override
    protected Change change(ClusterClient cluster) {
        ResourceWords parsed = ResourceWords.parse(words);
        Placement placement = new Placement(before, after);
        checkCombination(parsed);
        AgentLookup.Found found =
                new AgentLookup(cluster, force()).find(AgentText.parse(agent));
        PrimitiveRecipe recipe =
                new PrimitiveRecipe(id, found.name(), parsed, found.actions());
        return editor(cluster).edit("Created " + id + " (" + found.name() + ").",
                configuration -> List.of(edit(configuration, recipe, placement)))
                .about(List.of(id))
                .expecting(disabled ? Expected.STOPPED : Expected.RUNNING);
    }

    private ConfigurationEdit edit(
            Configuration configuration, PrimitiveRecipe recipe, Placement placement) {
        ElementIds ids = new ElementIds(configuration);
        Primitive primitive = recipe.primitive(ids, !noDefaultOperations,
                disabled ? Map.of("target-role", "Stopped") : Map.of());
        Resource resource = group.isPresent()
                ? Resources.of(placement.into(configuration, group.get(), List.of(primitive), ids))
                : recipe.words().cloning()
                        .map(clone -> ClonedResource.of(Resources.of(primitive), clone, ids))
                        .orElseGet(() -> Resources.of(primitive));
        return Edits.put(resource);
    }

    private void checkCombination(ResourceWords parsed) {
        if (group.isPresent() && parsed.cloning().isPresent()) {
            throw CommandFailure.usage("A resource cannot be in a group and a clone by itself.",
                    "Make the group first, then clone it.");
        }
        if (group.isEmpty() && (before.isPresent() || after.isPresent())) {
            throw CommandFailure.usage("--before and --after say where in a group.",
                    "Give --group too.");
        }
    }
}
