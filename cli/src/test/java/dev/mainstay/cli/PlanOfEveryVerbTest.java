// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.MoveView;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.ReadPosition;
import dev.mainstay.proto.v1.ResourceStatusView;
import dev.mainstay.proto.v1.StopNodeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code mainstay plan} of any verb asks for previews and for nothing else, and never waits. */
class PlanOfEveryVerbTest {

    private static final String CONFIGURATION = """
            resources { primitive { id: "web" agent { standard: "ocf" type: "x" }
              operations { operations { id: "web-monitor" name: "monitor" interval: "10s" } } } }
            resources { group { id: "pair" members { id: "a" } members { id: "b" } } }
            resources { clone { id: "db-clone" child { primitive { id: "db" } } } }
            resources { primitive { id: "bmc" agent { standard: "stonith" type: "x" } } }
            resources { primitive { id: "far"
              agent { standard: "ocf" provider: "pacemaker" type: "remote" } } }
            resources { bundle { id: "box" container { technology: "podman" options {
              key: "image" value: "i" } } } }
            templates { id: "model" agent { standard: "ocf" type: "x" } }
            constraints { location { id: "ban" resource: "web" node: "n2" score: "-INFINITY" } }
            constraints { ticket { id: "held" ticket: "T" resource: "web" } }
            alerts { id: "tell" path: "/tell" recipients { id: "me" value: "me" } }
            tags { id: "shop" references: "web" references: "db" }
            resource_defaults { id: "defaults" }
            fencing_levels { id: "fl" index: 1 node: "n1" devices: "bmc" }
            cluster_properties { attributes { name: "maintenance-mode" value: "true" } }
            nodes { name: "n2" attributes { id: "n" attributes { name: "rack" value: "b" } } }
            """;

    @TempDir
    private static Path folder;

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        Files.writeString(folder.resolve("cib.xml"), "<cib/>");
        node = new FakeNode();
        node.configuration = TextFormat.parse(CONFIGURATION, Configuration.class);
        node.status = ClusterStatus.newBuilder()
                .setPosition(ReadPosition.newBuilder().setNode("n1"))
                .addNodes(NodeStatusView.newBuilder().setName("n1").setState("online")
                        .setVoter(true))
                .addNodes(NodeStatusView.newBuilder().setName("n2").setState("online")
                        .addRunning("web"))
                .addResources(ResourceStatusView.newBuilder().setId("web").addNodes("n2"))
                .addMoves(MoveView.newBuilder().setResource("web"))
                .build();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    static List<String> changes() {
        return """
                alert create path=/shout
                alert delete tell
                alert recipient add tell value=you
                alert recipient delete me
                alert recipient update me value=you
                alert update tell path=/shout
                cluster node delete-remote far
                cluster stop n2
                config import FOLDER/cib.xml
                config restore 3
                constraint colocation add web with pair
                constraint colocation set web pair
                constraint delete ban
                constraint location web prefers n1
                constraint order web then pair
                constraint order set web pair
                constraint ticket add U web
                constraint ticket delete T web
                constraint ticket set web setoptions ticket=U
                node attribute n1 rack=a
                node attribute n1 rack=a --transient
                node drain n2
                node maintenance n2
                node remove n2
                node standby n2
                node unmaintenance n2
                node unstandby n2
                node utilization n1 cpu=4
                property set maintenance-mode=false
                property unset maintenance-mode
                resource ban web n1
                resource bundle create case container docker image=i
                resource bundle reset box container image=j
                resource bundle update box container image=j
                resource cleanup web
                resource clear web
                resource clone web
                resource create new ocf:mainstay:process command=x
                resource defaults set create meta priority=1
                resource defaults set delete defaults
                resource defaults set update defaults meta priority=1
                resource defaults update priority=1
                resource delete a
                resource disable web
                resource disable web --safe
                resource enable web
                resource group add pair web
                resource group delete pair
                resource manage web
                resource meta web priority=1
                resource move web n1
                resource op add web start timeout=5s
                resource op delete web monitor
                resource promotable web
                resource refresh web
                resource relocate clear
                resource relocate run
                resource restart web
                resource template create other ocf:mainstay:process
                resource template delete model
                resource unclone db-clone
                resource unmanage web
                resource update web meta priority=1
                resource utilization web cpu=1
                stonith confirm n2
                stonith create power fence_mainstay_process
                stonith fence n2
                stonith level add 2 n1 bmc
                stonith level clear
                stonith level delete 1
                tag create books web
                tag delete shop
                tag update shop remove web
                ticket cleanup T
                ticket grant T
                ticket revoke T
                ticket standby T
                ticket unstandby T
                """.lines().toList();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void askForPreviewsAlone(String change) {
        CommandRun run = plan(change + " --wait=5");

        assertEquals(0, run.exitCode(), run::err);
        List<Message> sent =
                Stream.<Message>concat(node.requests.stream(), node.changes.stream()).toList();
        assertFalse(sent.isEmpty());
        assertEquals(List.of(), sent.stream().filter(one -> !FakeNode.isTrial(one)).toList());
        assertTrue(run.out().startsWith("Nothing "), run::out);
    }

    @Test
    void changesAreAllThatCanBeTriedOut() {
        Set<String> tried = changes().stream()
                .map(change -> type(commandOf(change).commandLine()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = leaves(tree()).stream()
                .filter(verb -> verb.getCommandSpec().findOption("--dry-run") != null)
                .map(PlanOfEveryVerbTest::type)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, tried);
    }

    @Test
    void whatIsNoChangeIsRefusedWithOneSentence() {
        for (CommandLine verb : leaves(tree())) {
            if (verb.getCommandSpec().findOption("--dry-run") == null) {
                String name = verb.getCommandSpec().qualifiedName();
                CommandRun run = plan(name.substring("mainstay ".length()));
                assertEquals(64, run.exitCode(), run::toString);
                assertEquals("Error: '" + name + "' is no change that could be tried out.\n",
                        run.err().lines().findFirst().orElse("") + "\n");
            }
        }
        assertEquals(List.of(), node.requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster stop --all", "cluster stop n1 n2 --force"})
    void severalNodesThatStopTogetherAreNotPlannedOneByOne(String change) {
        CommandRun run = plan(change);

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("cannot be tried out"), run::err);
        assertTrue(run.err().contains("plan node standby n1 n2"), run::err);
        assertEquals(List.of(), node.requests);
    }

    @Test
    void nodeThatIsToBeRemovedIsEmptiedOnTrialAndNotConfirmed() {
        plan("node remove n2");
        assertEquals(List.of(StopNodeRequest.class),
                node.requests.stream().map(Object::getClass).toList());
        assertEquals("rack", node.lastEdits().getFirst().getSetNodeAttribute().getName());
        node.status = ClusterStatus.newBuilder()
                .addNodes(NodeStatusView.newBuilder().setName("n2").setState("lost"))
                .build();
        assertTrue(plan("node remove n2").err().contains("may still run there"));
    }

    private CommandRun plan(String change) {
        List<String> words = new ArrayList<>(List.of("plan"));
        words.addAll(List.of(change.replace("FOLDER", folder.toString()).split(" ")));
        return CommandRun.of(node, words.toArray(String[]::new));
    }

    private static CommandLine tree() {
        return CommandTree.complete(new CommandContext(endpoint -> {
            throw new IllegalStateException("nothing is called");
        }, Map.of(), Palette.PLAIN));
    }

    private static CommandLine.Model.CommandSpec commandOf(String change) {
        CommandLine line = tree();
        for (String word : change.split(" ")) {
            if (!line.getSubcommands().containsKey(word)) {
                break;
            }
            line = line.getSubcommands().get(word);
        }
        return line.getCommandSpec();
    }

    /** Verbs, and words that are both a verb and the beginning of others. */
    private static List<CommandLine> leaves(CommandLine line) {
        List<CommandLine> leaves = new ArrayList<>();
        if (line.getSubcommands().isEmpty()
                || line.getCommandSpec().findOption("--dry-run") != null) {
            leaves.add(line);
        }
        line.getSubcommands().values().stream().distinct()
                .forEach(child -> leaves.addAll(leaves(child)));
        return leaves;
    }

    private static String type(CommandLine verb) {
        return verb.getCommandSpec().userObject().getClass().getSimpleName();
    }
}
