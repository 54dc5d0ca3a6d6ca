// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that misbehave: what status says of each, and that others are not disturbed. */
final class AgentFailureStatusTest {

    private static final String STARTS_WITH = """
            [ "$1" = monitor ] && exit 7
            [ "$1" = start ] || exit 0
            """;

    @TempDir
    private static Path folder;
    private static ProcessCluster cluster;
    private static TestAgents agents;

    /** The second node finds other agents than the first. */
    @BeforeAll
    static void found() throws IOException {
        agents = new TestAgents(folder.resolve("agents"));
        agents.write("hangs", STARTS_WITH + "sleep 1000\n");
        agents.write("shouts", STARTS_WITH + """
                yes 'a line of very many' | head -c 5000000
                yes 'a line of very many' | head -c 5000000 >&2
                echo 'ocf-exit-reason:cannot go on like this' >&2
                exit 1
                """);
        agents.write("dies", STARTS_WITH + "kill -9 $$\n");
        agents.write("forks", """
                state=%s/forked
                case $1 in
                start) setsid sleep 1000 & echo $! >"$state" ;;
                stop) kill "$(cat "$state")"; rm "$state" ;;
                monitor) [ -e "$state" ] || exit 7 ;;
                esac
                exit 0
                """.formatted(folder));
        agents.write("gone", "exit 7\n");
        agents.write("locked", "exit 7\n");
        agents.write("tired", """
                state=%s/tired
                case $1 in
                start) touch "$state" ;;
                stop) rm -f "$state" ;;
                monitor)
                    [ -e "$state" ] || exit 7
                    echo 'ocf-exit-reason:one of two disks is bad' >&2
                    exit 190 ;;
                esac
                exit 0
                """.formatted(folder));
        agents.writeRaw("garbled", "#!/bin/sh\necho '<resource-agent'\n");
        TestAgents fewer = new TestAgents(folder.resolve("fewer"));
        for (String type : List.of("hangs", "shouts", "dies", "forks", "gone", "locked", "tired")) {
            fewer.writeRaw(type, Files.readString(agents.script(type)));
        }
        agents.write("lonely", """
                state=%s/lonely.up
                case $1 in
                start) touch "$state" ;;
                stop) rm -f "$state" ;;
                monitor) [ -e "$state" ] || exit 7 ;;
                esac
                exit 0
                """.formatted(folder));
        cluster = ProcessCluster.of(folder, 85, 2);
        NodeProcess first = cluster.node("n1");
        first.member("init", "test").succeeded();
        begin(first, agents);
        cluster.awaitStatus("a leader", status -> !status.getPosition().getLeader().isEmpty());
        NodeProcess second = cluster.node("n2");
        second.member("join", runs("cluster", "token").strip()).succeeded();
        begin(second, fewer);
        cluster.awaitQuiet();
        runs("property", "set", "stonith-enabled=false", "load-threshold=0%");
    }

    private static void begin(NodeProcess node, TestAgents found) {
        node.addSettings(ProcessCluster.PATIENT + found.settings());
        node.start();
    }

    @AfterAll
    static void kill() {
        cluster.close();
    }

    private static String runs(String... arguments) {
        return new Administrator(cluster.node("n1")).runs(arguments).succeeded().out();
    }

    private static void create(String type, String... more) {
        List<String> words = new ArrayList<>(List.of("resource", "create", type,
                "ocf:test:" + type));
        words.addAll(List.of(more));
        runs(words.toArray(String[]::new));
    }

    /** The line of a failure, once status has it. */
    private static void awaitSentence(String resource, String operation, String sentence) {
        await(resource + ": " + sentence).atMost(Duration.ofSeconds(90))
                .until(() -> runs("status"), status -> status.lines()
                        .anyMatch(line -> line.strip().startsWith(resource + " ")
                                && line.matches(".*" + operation + " on n[12] .*")
                                && line.contains(sentence)));
    }

    @Test
    void statusSaysOfEachWhatWasWrongAndWhatToDo() throws IOException {
        create("hangs", "op", "start", "timeout=2s");
        create("shouts");
        create("dies");
        create("forks");
        create("gone", "--disabled");
        create("locked", "--disabled");
        for (Path root : List.of(agents.root(), folder.resolve("fewer"))) {
            Files.delete(root.resolve("test/gone"));
            Files.setPosixFilePermissions(root.resolve("test/locked"),
                    PosixFilePermissions.fromString("rw-r--r--"));
        }
        runs("resource", "enable", "gone", "--force");
        runs("resource", "enable", "locked", "--force");

        awaitSentence("hangs", "start", "took longer than its timeout: did not end within 2000 ms;"
                + " find out what it waits for, or give it more time (resource update hangs op"
                + " start timeout=...) and forget the failure (resource cleanup hangs)");
        awaitSentence("shouts", "start", "failed: cannot go on like this; what the agent said is"
                + " in the log of n");
        awaitSentence("dies", "start", "did not end by itself: died of signal 9; look in the"
                + " journal of n");
        // The start could not be run, and then no stop either.
        awaitSentence("gone", "", "something that it needs is not installed: no resource"
                + " agent ocf:test:gone on this machine");
        awaitSentence("locked", "", "test/locked is not executable; set the permissions on n");
        cluster.awaitRunning("forks");
        runs("resource", "delete", "hangs");
        cluster.awaitQuiet();
    }

    @Test
    void agentThatOneNodeLacksIsMissedThereAndRunsElsewhere() {
        create("lonely", "--disabled", "--wait=60");
        runs("constraint", "location", "lonely", "prefers", "n2");
        runs("resource", "enable", "lonely");
        awaitSentence("lonely", "", "no resource agent ocf:test:lonely on this machine");
        awaitSentence("lonely", "", "install it on n2");
        awaitSentence("lonely", "", "(constraint location lonely avoids n2)");
        assertEquals("n1", cluster.awaitRunning("lonely").name());
    }

    @Test
    void brokenMetadataIsNamedWhereTheResourceIsMade() {
        new Administrator(cluster.node("n1"))
                .runs("resource", "create", "garbled", "ocf:test:garbled")
                .failedWith(1, "the metadata of ocf:test:garbled cannot be used: it is not"
                        + " well-formed XML");
    }

    @Test
    void degradedResourceRunsAndIsMarked() {
        create("tired", "op", "monitor", "interval=1s");
        await("a mark").atMost(Duration.ofSeconds(60)).until(() -> runs("status"),
                status -> status.lines().anyMatch(line -> line.strip().startsWith("tired ")
                        && line.contains("Started")
                        && line.contains("degraded on n")
                        && line.contains("one of two disks is bad")));
        cluster.awaitRunning("tired");
        String status = runs("status");
        assertTrue(status.lines().noneMatch(line -> line.contains("monitor on")
                && line.strip().startsWith("tired ")), status);
    }
}
