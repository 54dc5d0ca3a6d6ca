// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** PostgreSQL with streaming replication, set up as the operations guide says, word for word. */
@Requires({Requirement.ROOT, Requirement.IPROUTE, Requirement.DEBIAN_AGENTS,
    Requirement.POSTGRESQL})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresTest {

    private static final Path GUIDE = SourceTree.root().resolve("docs/operations.md");
    private static final String ADDRESS = "host=" + Lab.NETWORK + "10 user=postgres"
            + " password=SECRET dbname=postgres connect_timeout=2 tcp_user_timeout=1000";

    private static final Duration REPLICATION = Duration.ofMinutes(1);

    // Debian's own psql is a script that looks for this one.
    private static final String PSQL = program("psql");

    private NetworkCluster cluster;

    @BeforeAll
    void found() {
        cluster = NetworkCluster.withoutServices(3);
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void acknowledgedCommitsSurviveTheLossOfThePrimarysMachine() {
        GuideSection guide = GuideSection.read(GUIDE, "PostgreSQL with replication");
        assertTrue(guide.lines() < 20, () -> "lines: " + guide.lines());
        cluster.type(guide);
        String primary = cluster.awaitPromoted("db", "");
        sql("create table kept (number int primary key)");
        List<Integer> acknowledged;
        try (NumberedRequests client = new NumberedRequests(cluster.lab().client(),
                number -> psql("insert into kept values (" + number + ")"),
                "INSERT 0 1"::equals)) {
            client.awaitMore(20);
            cluster.machine(primary).powerOff();
            cluster.awaitPromoted("db", primary);
            client.awaitMore(20);
            acknowledged = client.numbers();
        }
        TreeSet<Integer> missing = new TreeSet<>(acknowledged);
        sql("select number from kept").lines().map(Integer::valueOf).forEach(missing::remove);
        assertEquals(Set.of(), missing, cluster::report);
        assertEquals(List.of(primary), cluster.lab().power().cuts().stream()
                .map(PowerSwitch.Cut::machine).toList());

        cluster.awaitQuiet();
        GuideSection repair = GuideSection.read(GUIDE, "A former primary as a replica");
        // Which copy is promoted first is the agent's choice.
        cluster.type(repair.on(primary));
        awaitReplicas(2);
    }

    private void awaitReplicas(int count) {
        try {
            await(count + " replicas").atMost(REPLICATION).until(
                    () -> sql("select count(*) from pg_stat_replication").strip(),
                    Integer.toString(count)::equals);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(late.getMessage() + "\n"
                    + sql("select client_addr, state, sync_state from pg_stat_replication")
                    + cluster.report(), late);
        }
    }

    private String sql(String statement) {
        return cluster.lab().client().run(psql(statement));
    }

    private static String program(String name) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable).findFirst().map(Path::toString).orElse(name);
        } catch (IOException notInstalled) {
            return name;
        }
    }

    private static List<String> psql(String statement) {
        return List.of(PSQL, ADDRESS, "-XAtc", statement);
    }
}
