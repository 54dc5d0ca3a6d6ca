// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.agent.AgentLookup;
import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.BundleEdits;
import dev.mainstay.cli.configuration.ClonedResource;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.configuration.Placement;
import dev.mainstay.cli.configuration.PrimitiveRecipe;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.configuration.Templates;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.ArrayList;
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
            "mainstay resource create ID [STANDARD:[PROVIDER:]]TYPE|@TEMPLATE [OPTION=VALUE]...",
            "                         [op ACTION NAME=VALUE...]... [meta NAME=VALUE...]",
            "                         [clone|promotable [ID] [meta] [NAME=VALUE]...]",
            "                         [--group=GROUP [--before=ID|--after=ID]|bundle BUNDLE]"
                    + " [OPTIONS]"},
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

    private static final String TEMPLATE = "@";
    private static final String BUNDLE = "bundle";

    @Parameters(index = "0", paramLabel = "ID", description = "The resource's new id.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "AGENT",
            description = "Its agent; a bare type will do where only one agent has it. @TEMPLATE"
                    + " takes all from that template which is not given here.")
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
        int bundleAt = words.indexOf(BUNDLE);
        Optional<String> bundle = bundleAt < 0 ? Optional.empty() : Optional.of(bundle(bundleAt));
        ResourceWords parsed = ResourceWords.parse(bundleAt < 0 ? words : without(bundleAt));
        Placement placement = new Placement(before, after);
        checkCombination(parsed, bundle);
        Source source = source(cluster, parsed);
        return editor(cluster).edit("Created " + id + " (" + source.name() + ").",
                configuration -> {
                    ElementIds ids = new ElementIds(configuration);
                    Primitive primitive = source.maker().primitive(configuration, ids);
                    return List.of(Edits.put(bundle.isPresent()
                            ? BundleEdits.with(configuration, bundle.get(), primitive)
                            : placed(configuration, primitive, parsed, placement, ids)));
                })
                .about(List.of(id))
                .expecting(disabled ? Expected.STOPPED : Expected.RUNNING);
    }

    private Source source(ClusterClient cluster, ResourceWords parsed) {
        Map<String, String> meta = disabled ? Map.of("target-role", "Stopped") : Map.of();
        if (agent.startsWith(TEMPLATE)) {
            String template = agent.substring(TEMPLATE.length());
            return new Source("template " + template, (configuration, ids) -> Templates.derived(
                    Templates.get(configuration, template), id, parsed, ids, meta));
        }
        AgentLookup.Found found =
                new AgentLookup(cluster, force()).find(AgentText.parse(agent));
        PrimitiveRecipe recipe =
                new PrimitiveRecipe(id, found.name(), parsed, found.actions());
        return new Source(found.name().toString(), (configuration, ids) -> recipe.primitive(
                ids, !noDefaultOperations, meta));
    }

    private Resource placed(
            Configuration configuration,
            Primitive primitive,
            ResourceWords parsed,
            Placement placement,
            ElementIds ids) {
        return group.isPresent()
                ? Resources.of(placement.into(configuration, group.get(), List.of(primitive), ids))
                : parsed.cloning()
                        .map(clone -> ClonedResource.of(Resources.of(primitive), clone, ids))
                        .orElseGet(() -> Resources.of(primitive));
    }

    private String bundle(int keyword) {
        if (keyword + 1 == words.size()) {
            throw CommandFailure.usage("'bundle' needs the bundle's id after it.", "");
        }
        return words.get(keyword + 1);
    }

    private List<String> without(int keyword) {
        List<String> rest = new ArrayList<>(words.subList(0, keyword));
        rest.addAll(words.subList(keyword + 2, words.size()));
        return rest;
    }

    private void checkCombination(ResourceWords parsed, Optional<String> bundle) {
        if (bundle.isPresent() && (group.isPresent() || parsed.cloning().isPresent())) {
            throw CommandFailure.usage("A resource in a bundle is neither in a group nor cloned.",
                    "");
        }
        if (group.isPresent() && parsed.cloning().isPresent()) {
            throw CommandFailure.usage("A resource cannot be in a group and a clone by itself.",
                    "Make the group first, then clone it.");
        }
        if (group.isEmpty() && (before.isPresent() || after.isPresent())) {
            throw CommandFailure.usage("--before and --after say where in a group.",
                    "Give --group too.");
        }
    }

    /** What the primitive is made of, by a name for messages. */
    private record Source(String name, PrimitiveMaker maker) {}

    /** Makes the primitive in a configuration, which may be asked for again. */
    private interface PrimitiveMaker {
        Primitive primitive(Configuration configuration, ElementIds ids);
    }
}
