// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What alert agents are told while a cluster lives: by whom, and how often. */
final class AlertTest {

    private static final Path SAMPLE =
            Path.of("/usr/share/pacemaker/alerts/alert_file.sh.sample");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** One line: who runs it, and what of. */
    private static final String PROGRAM = """
            #!/bin/sh
            word="$CRM_alert_desc"
            case $CRM_alert_kind in
            resource) word="$CRM_alert_rsc $CRM_alert_task $CRM_alert_rc" ;;
            attribute) word="$CRM_alert_attribute_name=$CRM_alert_attribute_value" ;;
            fencing) word="$CRM_alert_task $CRM_alert_rc" ;;
            esac
            echo "${MAINSTAY_NODE%@*}: $CRM_alert_kind $CRM_alert_node $word" \
                >>"$CRM_alert_recipient"
            """;

    @TempDir
    private Path folder;

    @Test
    void everythingIsToldOnceByWhoeverHasToTellIt() throws IOException {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 82, 3)) {
            cluster.createFenceDevice();
            alert(cluster, "hangs", program("hangs", "#!/bin/sh\nexec sleep 1000\n"));
            alert(cluster, "ghost", folder.resolve("ghost"));
            Path told = alert(cluster, "tell", program("tell", PROGRAM));
            cluster.mainstay("alert", "update", "tell", "select", "nodes", "fencing", "resources",
                    "attributes=rack").succeeded();

            cluster.mainstay("node", "attribute", "n1", "rack=a", "--transient").succeeded();
            cluster.mainstay("node", "attribute", "n1", "room=b", "--transient").succeeded();
            awaitLines(told, all("attribute n1 rack=a"));
            cluster.mainstay("resource", "create", "web", "ocf:mainstay:dummy", "op", "monitor",
                    "interval=1s", "--wait=60").succeeded();
            String home = cluster.awaitRunning("web").name();
            awaitLines(told, Stream.of(home + ": resource " + home + " web start 0"));

            NodeProcess victim = cluster.other(cluster.leader());
            cluster.mainstay("stonith", "fence", victim.name(), "--wait=60").succeeded();
            List<String> others = cluster.nodes().stream().map(NodeProcess::name)
                    .filter(name -> !name.equals(victim.name())).toList();
            awaitLines(told, others.stream().flatMap(name -> Stream.of(
                    name + ": fencing " + victim.name() + " reboot 0",
                    name + ": node " + victim.name() + " lost")));
            var _ = victim.awaitEnd();
            victim.start();
            awaitLines(told, all("node " + victim.name() + " member"));
            cluster.awaitQuiet();

            List<String> lines = Files.readAllLines(told);
            assertEquals(all("attribute n1 rack=a").collect(Collectors.toSet()),
                    lines.stream().filter(line -> line.contains(" attribute "))
                            .collect(Collectors.toSet()));
            // What the fenced node's own probe found running when it came back is news.
            assertEquals(List.of(), lines.stream().filter(line -> line.contains(" monitor ")
                    && !line.startsWith(victim.name() + ":")).toList());
            assertEquals(3, count(lines, " attribute "));
            assertEquals(3, count(lines, "node " + victim.name() + " member"));
            assertEquals(2, count(lines, "fencing " + victim.name()));
            assertTrue(victim.logText().contains("there is no such program on this machine"));
        }
    }

    @Test
    @Requires(Requirement.PACEMAKER_SCHEMAS)
    void sampleAgentOfPacemakersPackageUnderstandsWhatItIsTold() throws IOException {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 83, 1)) {
            Path told = alert(cluster, "sample", SAMPLE);
            cluster.mainstay("property", "set", "stonith-enabled=false").succeeded();
            cluster.mainstay("resource", "create", "web", "ocf:mainstay:dummy", "--wait=60")
                    .succeeded();
            await().atMost(LIMIT).until(() -> Files.exists(told)
                    && Files.readString(told).contains("web"));
            assertTrue(Files.readString(told).contains("start"), Files.readString(told));
        }
    }

    private Path alert(ProcessCluster cluster, String id, Path program) throws IOException {
        Path told = folder.resolve(id + ".log");
        cluster.mainstay("alert", "create", "path=" + program, "id=" + id, "meta", "timeout=20s")
                .succeeded();
        cluster.mainstay("alert", "recipient", "add", id, "value=" + told).succeeded();
        return told;
    }

    private Path program(String name, String text) throws IOException {
        Path program = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private static Stream<String> all(String event) {
        return Stream.of("n1", "n2", "n3").map(name -> name + ": " + event);
    }

    private static long count(List<String> lines, String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    private static void awaitLines(Path told, Stream<String> lines) {
        Set<String> wanted = lines.collect(Collectors.toCollection(TreeSet::new));
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            Set<String> missing = new TreeSet<>(wanted);
            List<String> seen = Files.exists(told) ? Files.readAllLines(told) : List.of();
            missing.removeAll(seen);
            assertEquals(Set.of(), missing, () -> String.join("\n", seen));
        });
    }
}
