// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.agent.AgentLookup;
import dev.mainstay.cli.command.ConfigurationEditor;
import dev.mainstay.cli.configuration.Constraints;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.configuration.PrimitiveRecipe;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.cli.grammar.ColocationWords;
import dev.mainstay.cli.grammar.LocationWords;
import dev.mainstay.cli.grammar.OrderWords;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Group;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the demo's cluster runs, made with one change: a fence device; a group of the page's writer
 * and the JDK's web server, which share a folder as they would share storage; an auditor that
 * follows the group; a preference for one node that stickiness outweighs after a fail-over.
 */
final class DemoServices {

    static final String GROUP = "webgroup";
    static final String WRITER = "content";
    static final String SERVER = "web";
    static final String AUDITOR = "audit";
    static final String DEVICE = "power";

    private static final String PROCESS_AGENT = "ocf:mainstay:process";

    private final DemoFolder folder;
    private final Path site;
    private final LoopbackAddresses addresses;
    private final List<DemoNode> nodes;

    DemoServices(DemoFolder folder, LoopbackAddresses addresses, List<DemoNode> nodes) {
        this.folder = folder;
        this.site = folder.site();
        this.addresses = addresses;
        this.nodes = nodes;
    }

    /** Sends the change and returns the revision that it made. */
    long create(ClusterClient client) {
        AgentLookup agents = new AgentLookup(client, false);
        List<PrimitiveRecipe> recipes = List.of(
                recipe(agents, DEVICE, "stonith:fence_mainstay_process", device()),
                recipe(agents, WRITER, PROCESS_AGENT, writer()),
                recipe(agents, SERVER, PROCESS_AGENT, server()),
                recipe(agents, AUDITOR, "ocf:mainstay:dummy", List.of()));
        return new ConfigurationEditor(client, DemoServices::context)
                .edit("", configuration -> edits(configuration, recipes))
                .revision();
    }

    /** Has everything stopped, before the daemons end. */
    static void stopAll(ClusterClient client) {
        new ConfigurationEditor(client, DemoServices::context).edit("", configuration -> List.of(
                Edits.setProperty(ConfigurationSection.CLUSTER_PROPERTIES, "stop-all-resources",
                        "true")));
    }

    static ChangeContext context() {
        return ChangeContext.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setComment("mainstay demo")
                .build();
    }

    private List<ConfigurationEdit> edits(
            Configuration configuration, List<PrimitiveRecipe> recipes) {
        ElementIds ids = new ElementIds(configuration);
        List<Primitive> made = recipes.stream()
                .map(recipe -> recipe.primitive(ids, true, Map.of()))
                .toList();
        List<Resource> resources = List.of(
                Resources.of(made.get(0)),
                Resources.of(Group.newBuilder().setId(ids.claimExactly(GROUP))
                        .addMembers(made.get(1)).addMembers(made.get(2)).build()),
                Resources.of(made.get(3)));
        Configuration then = configuration.toBuilder().addAllResources(resources).build();
        List<ConfigurationEdit> edits = new ArrayList<>();
        resources.forEach(resource -> edits.add(Edits.put(resource)));
        edits.addAll(Constraints.location(then, LocationWords.parse(
                List.of(GROUP, "prefers", nodes.get(1).name() + "=50"))));
        edits.add(Edits.put(Constraints.order(then, OrderWords.parse(
                List.of("start", GROUP, "then", AUDITOR)))));
        edits.add(Edits.put(Constraints.colocation(then, ColocationWords.parse(
                List.of(AUDITOR, "with", GROUP)))));
        edits.add(Edits.setProperty(
                ConfigurationSection.RESOURCE_DEFAULTS, "resource-stickiness", "1000"));
        return edits;
    }

    private static PrimitiveRecipe recipe(
            AgentLookup agents, String id, String agent, List<String> words) {
        AgentLookup.Found found = agents.find(AgentText.parse(agent));
        return new PrimitiveRecipe(id, found.name(), ResourceWords.parse(words), found.actions());
    }

    // The driver finds a node by the folder that the node's marker names.
    private List<String> device() {
        String map = nodes.stream()
                .map(node -> node.name() + ":"
                        + folder.nodes().relativize(node.stateFolder()))
                .collect(Collectors.joining(";"));
        return List.of("state_root=" + folder.nodes(), "pcmk_host_map=" + map);
    }

    // The page begins with the node's name, which the agents' environment holds.
    private List<String> writer() {
        String node = "${" + SessionProcesses.VARIABLE + "%%@*}";
        return List.of(
                "command=while :; do echo \"" + node + " $(date)\" >next.html"
                        + " && mv next.html index.html; sleep 1; done",
                "workdir=" + site,
                "ready=read -r node rest <" + site + "/index.html && [ \"$node\" = \"" + node
                        + "\" ]",
                "op", "monitor", "interval=5s", "timeout=20s");
    }

    private List<String> server() {
        String program = Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();
        return List.of(
                "command=exec " + program + " -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC"
                        + " -b " + addresses.service() + " -p " + LoopbackAddresses.SERVICE_PORT
                        + " -d " + site + " -o none",
                "workdir=" + site,
                "ready_port=" + LoopbackAddresses.SERVICE_PORT,
                "op", "monitor", "interval=5s", "timeout=20s");
    }
}
