// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.Node;
import dev.mainstay.proto.v1.NodeStatusView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            resorce list              | mainstay: there is no 'mainstay resorce'. Did you mean \
            'resource'?
            resource creat            | mainstay resource: there is no 'mainstay resource creat'. \
            Did you mean 'create'?
            resource frobnicate       | mainstay resource: there is no 'mainstay resource \
            frobnicate'.
            status --outptu=json      | mainstay status: there is no option '--outptu'. Did \
            you mean '--output'?
            status now                | mainstay status: 'now' is one word too many.
            resource create           | mainstay resource create: Missing required parameters: \
            'ID', 'AGENT'.
            property                  | mainstay property: a verb is missing: set, unset, config.
            status -o xml             | mainstay status: Invalid value for option '--output': \
            expected one of [text, json, yaml] (case-insensitive) but was 'xml'.
            """)
    void wrongCommandLineGetsOneSentence(String line, String expected) {
        CommandRun run = CommandRun.of(node, line.strip().split(" +"));
        assertEquals(64, run.exitCode());
        assertEquals(expected, run.err().lines().findFirst().orElseThrow());
        assertEquals("", run.out());
    }

    @Test
    void topHelpHasOneLinePerFamily() {
        String help = CommandRun.of(node, "--help").out();
        for (Family family : CommandTree.FAMILIES) {
            assertEquals(1, help.lines()
                    .filter(line -> line.startsWith("  " + family.name() + " ")).count(),
                    family.name());
        }
    }

    @Test
    void propertyEditsAreOneChange() {
        CommandRun run = CommandRun.of(node, "property", "set", "stop-all-resources=true",
                "no-quorum-policy=");
        assertEquals("Set stop-all-resources, no-quorum-policy.\n", run.out());
        assertEquals(1, node.changes.size());
        assertEquals("true", node.lastEdits().getFirst().getSetProperty().getValue());
        assertTrue(!node.lastEdits().getLast().getSetProperty().hasValue());
    }

    @Test
    void standbyNeedsKnownNodes() {
        node.status = ClusterStatus.newBuilder()
                .addNodes(NodeStatusView.newBuilder().setName("n2"))
                .build();
        node.configuration = node.configuration.toBuilder().addNodes(
                Node.newBuilder().setName("n1")).build();
        assertEquals(64, CommandRun.of(node, "node", "standby").exitCode());
        assertEquals(1, CommandRun.of(node, "node", "standby", "n9").exitCode());
        assertEquals(0, CommandRun.of(node, "node", "standby", "--all").exitCode());
        assertEquals(List.of("n2", "n1"), node.lastEdits().stream()
                .map(edit -> edit.getSetNodeAttribute().getNode()).toList());
        assertEquals(0, CommandRun.of(node, "node", "unstandby", "n1").exitCode());
        assertTrue(!node.lastEdits().getFirst().getSetNodeAttribute().hasValue());
    }

    @Test
    void completionIsAScript() {
        CommandRun run = CommandRun.of(node, "completion");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("complete -F _mainstay"), run::out);
    }

    @Test
    void verbsOfServicesMachinesAndFencingShowAnExample() {
        CommandLine top = CommandTree.complete(
                new CommandContext(endpoint -> node.channel(), Map.of(), Palette.PLAIN));
        List<String> without = Stream.of("resource", "group", "node", "stonith", "status")
                .flatMap(family -> leaves(top.getSubcommands().get(family)))
                .filter(verb -> Stream.of(verb.getCommandSpec().usageMessage().footer())
                        .noneMatch(line -> line.startsWith("Example")))
                .map(verb -> verb.getCommandSpec().qualifiedName())
                .distinct()
                .toList();
        assertEquals(List.of(), without);
    }

    private static Stream<CommandLine> leaves(CommandLine line) {
        return line.getSubcommands().isEmpty()
                ? Stream.of(line)
                : line.getSubcommands().values().stream().flatMap(CommandLineTest::leaves);
    }
}
