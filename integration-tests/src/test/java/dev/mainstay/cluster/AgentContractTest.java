// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every variable that an OCF agent finds in its environment, action by action. */
final class AgentContractTest {

    /** Notes its environment under what it is called for, and remembers its role. */
    private static final String TELLING = """
            told=FOLDER
            meta=OCF_RESKEY_CRM_meta_
            what=$OCF_RESOURCE_INSTANCE.$1
            [ "$1" = monitor ] && what=$what.$OCF_RESKEY_CRM_meta_interval
            [ "$1" = notify ] && what=$what.${OCF_RESKEY_CRM_meta_notify_type}_\
            ${OCF_RESKEY_CRM_meta_notify_operation}
            file=$told/$OCF_RESKEY_CRM_meta_on_node.$what
            env | grep -E '^(OCF|PCMK|HA)_' >"$file.$$" && mv "$file.$$" "$file"
            state=$told/state.$OCF_RESKEY_CRM_meta_on_node.$OCF_RESOURCE_INSTANCE
            case $1 in
            start|migrate_from|demote) echo unpromoted >"$state" ;;
            promote) echo promoted >"$state" ;;
            stop|migrate_to) rm -f "$state" ;;
            monitor)
                [ -e "$state" ] || exit 7
                [ "$(cat "$state")" = promoted ] && exit 8 ;;
            esac
            [ "$1$OCF_RESKEY_CRM_meta_promotable" = starttrue ] && crm_master -l reboot -v 10
            exit 0
            """;

    private static final List<String> ALWAYS = List.of("OCF_ROOT", "OCF_RA_PATH",
            "OCF_RA_VERSION_MAJOR", "OCF_RA_VERSION_MINOR", "OCF_EXIT_REASON_PREFIX",
            "OCF_RESOURCE_PROVIDER", "OCF_RESOURCE_TYPE", "OCF_RESOURCE_INSTANCE",
            "OCF_RESKEY_crm_feature_set", "PCMK_service", "PCMK_debug", "HA_debug", "HA_RSCTMP",
            "HA_VARRUN", "HA_VARLOCK", "HA_SBIN_DIR", "META_name", "META_timeout", "META_on_node",
            "META_on_node_uuid");
    private static final List<String> CLONE = List.of("META_clone", "META_clone_max",
            "META_clone_node_max", "META_globally_unique", "META_interleave", "META_notify",
            "META_promotable");
    private static final List<String> PROMOTABLE = List.of("META_promoted_max",
            "META_promoted_node_max", "META_master_max", "META_master_node_max");
    private static final List<String> LISTS = Stream.of("active", "promoted", "unpromoted",
            "master", "slave", "start", "stop", "promote", "demote")
            .flatMap(list -> Stream.of("META_notify_" + list + "_resource",
                    "META_notify_" + list + "_uname"))
            .toList();
    private static final List<String> OTHER_LISTS = List.of("META_notify_inactive_resource",
            "META_notify_available_uname", "META_notify_all_uname");

    @TempDir
    private static Path folder;
    private static ProcessCluster cluster;

    @BeforeAll
    static void found() throws IOException {
        TestAgents agents = new TestAgents(folder.resolve("agents"));
        Files.createDirectory(told());
        agents.write("telling", TELLING.replace("FOLDER", told().toString()));
        cluster = ProcessCluster.founded(folder, 84, 2,
                ProcessCluster.PATIENT + agents.settings());
        runs("property", "set", "stonith-enabled=false");
    }

    @AfterAll
    static void kill() {
        cluster.close();
    }

    private static Path told() {
        return folder.resolve("told");
    }

    private static String runs(String... arguments) {
        return new Administrator(cluster.any()).runs(arguments).succeeded().out();
    }

    private static void create(String id, String... words) {
        runs(Stream.concat(Stream.of("resource", "create", id, "ocf:test:telling"),
                Stream.concat(Stream.of(words), Stream.of("--wait=60"))).toArray(String[]::new));
    }

    /** The variables of the last such call, with {@code META_} for the long prefix. */
    private static SortedMap<String, String> told(String node, String what) throws IOException {
        Path file = told().resolve(node + "." + what);
        await(file.toString()).atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file));
        SortedMap<String, String> variables = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] pair = line.split("=", 2);
            variables.put(pair[0].replace("OCF_RESKEY_CRM_meta_", "META_"), pair[1]);
        }
        return variables;
    }

    @SafeVarargs
    private static SortedSet<String> names(List<String>... lists) {
        SortedSet<String> names = new TreeSet<>(ALWAYS);
        for (List<String> list : lists) {
            names.addAll(list);
        }
        return names;
    }

    private static void assertTold(SortedMap<String, String> variables, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            assertEquals(pairs[i + 1], variables.get(pairs[i]), pairs[i] + " of " + variables);
        }
    }

    @Test
    void primitiveIsToldItsParametersMetaAttributesAndCheckLevel() throws IOException {
        create("plain", "level=3", "op", "monitor", "interval=1s", "timeout=7s",
                "OCF_CHECK_LEVEL=10", "meta", "site-note=x");
        String node = cluster.awaitRunning("plain").name();
        List<String> own = List.of("OCF_RESKEY_level", "META_site_note");

        SortedMap<String, String> start = told(node, "plain.start");
        assertEquals(names(own), start.keySet());
        assertTold(start, "OCF_ROOT", "/usr/lib/ocf", "OCF_RA_VERSION_MAJOR", "1",
                "OCF_RA_VERSION_MINOR", "1", "OCF_RESOURCE_INSTANCE", "plain",
                "OCF_RESOURCE_PROVIDER", "test", "OCF_RESOURCE_TYPE", "telling",
                "OCF_EXIT_REASON_PREFIX", "ocf-exit-reason:", "OCF_RESKEY_level", "3",
                "OCF_RESKEY_crm_feature_set", "3.20.5", "PCMK_service", "pacemaker-execd",
                "META_name", "start", "META_timeout", "20000", "META_on_node", node,
                "META_on_node_uuid", node, "META_site_note", "x");
        SortedMap<String, String> monitor = told(node, "plain.monitor.1000");
        assertEquals(names(own, List.of("META_interval", "OCF_CHECK_LEVEL")), monitor.keySet());
        assertTold(monitor, "OCF_CHECK_LEVEL", "10", "META_interval", "1000", "META_timeout",
                "7000", "META_name", "monitor");
        assertEquals("0", told(node, "plain.monitor.0").get("META_interval"));

        runs("resource", "update", "plain", "level=4", "--wait=60");
        SortedMap<String, String> reload = told(node, "plain.reload-agent");
        assertEquals(names(own), reload.keySet());
        assertTold(reload, "OCF_RESKEY_level", "4", "META_name", "reload-agent");
        assertTrue(Files.notExists(told().resolve(node + ".plain.stop")));
    }

    @Test
    void instancesOfAnAnonymousCloneKnowThatTheyAreCloned() throws IOException {
        create("any", "op", "monitor", "interval=1s", "clone");
        for (String what : List.of("any.start", "any.monitor.1000")) {
            SortedMap<String, String> variables = told("n1", what);
            assertEquals(names(CLONE, what.contains("monitor") ? List.of("META_interval")
                    : List.of()), variables.keySet());
            assertTold(variables, "OCF_RESOURCE_INSTANCE", "any", "META_clone_max", "2",
                    "META_clone_node_max", "1", "META_globally_unique", "false", "META_notify",
                    "false", "META_promotable", "false");
            assertTrue(!variables.get("META_clone").equals(told("n2", what).get("META_clone")));
        }
    }

    @Test
    void instancesOfAUniqueCloneAreToldTheirNumber() throws IOException {
        create("own", "op", "monitor", "interval=1s", "clone", "globally-unique=true",
                "clone-max=2");
        cluster.awaitQuiet();
        for (String number : List.of("0", "1")) {
            String node = Files.exists(told().resolve("n1.own:" + number + ".start")) ? "n1" : "n2";
            SortedMap<String, String> monitor = told(node, "own:" + number + ".monitor.1000");
            assertEquals(names(CLONE, List.of("META_interval")), monitor.keySet());
            assertTold(monitor, "OCF_RESOURCE_INSTANCE", "own:" + number, "META_clone", number,
                    "META_globally_unique", "true", "META_clone_max", "2");
        }
    }

    @Test
    void everyPhaseOfAPromotableCloneIsToldToAllThatAreActive() throws IOException {
        create("db", "op", "monitor", "interval=10s", "role=Promoted", "monitor", "interval=11s",
                "role=Unpromoted", "promotable", "notify=true");
        ResourceHome home = home();
        SortedSet<String> cloned = names(CLONE, PROMOTABLE, LISTS, OTHER_LISTS);
        SortedSet<String> notified = new TreeSet<>(cloned);
        notified.addAll(List.of("META_notify_type", "META_notify_operation"));
        assertEquals(cloned, told(home.promoted(), "db.promote").keySet());

        runs("node", "standby", home.promoted(), "--wait=60");

        String both = "n1 n2";
        for (String phase : List.of("pre_demote", "post_demote", "pre_stop", "pre_promote",
                "post_promote")) {
            SortedMap<String, String> told = told(home.other(), "db.notify." + phase);
            assertEquals(notified, told.keySet(), phase);
            assertTold(told, "META_name", "notify", "META_notify_all_uname", both,
                    "META_notify_type", phase.split("_")[0],
                    "META_notify_operation", phase.split("_")[1]);
        }
        SortedMap<String, String> stop = told(home.other(), "db.notify.pre_stop");
        assertTold(stop, "META_notify_active_uname", both, "META_notify_promoted_uname",
                home.promoted(), "META_notify_master_uname", home.promoted(),
                "META_notify_unpromoted_uname", home.other(), "META_notify_slave_uname",
                home.other(), "META_notify_stop_uname", home.promoted(),
                "META_notify_demote_uname", home.promoted(), "META_notify_promote_uname",
                home.other(), "META_notify_start_uname", " ", "META_notify_start_resource", " ");
        for (String list : List.of("active", "promoted", "unpromoted", "stop", "promote")) {
            assertEquals(stop.get("META_notify_" + list + "_uname").split(" ").length,
                    stop.get("META_notify_" + list + "_resource").split(" ").length, list);
        }
        runs("node", "unstandby", home.promoted(), "--wait=60");
        assertTold(told(home.other(), "db.notify.post_start"), "META_notify_start_uname",
                home.promoted(), "META_notify_active_uname", home.other());
    }

    private record ResourceHome(String promoted, String other) {}

    private static ResourceHome home() {
        String promoted = ProcessCluster.resource(cluster.awaitStatus("a promoted instance",
                status -> ProcessCluster.isQuiet(status)
                        && ProcessCluster.resource(status, "db").getPromotedNodesCount() == 1),
                "db").getPromotedNodes(0);
        return new ResourceHome(promoted, promoted.equals("n1") ? "n2" : "n1");
    }

    @Test
    void bothHalvesOfALiveMigrationAreToldBothMachines() throws IOException {
        create("vm", "op", "monitor", "interval=10s", "meta", "allow-migrate=true");
        String source = cluster.awaitRunning("vm").name();
        String target = source.equals("n1") ? "n2" : "n1";

        String moved = runs("resource", "move", "vm", target, "--wait=60");

        assertTrue(moved.endsWith("vm: Started on " + target + "\n"), moved);
        for (SortedMap<String, String> half : List.of(told(source, "vm.migrate_to"),
                told(target, "vm.migrate_from"))) {
            assertEquals(names(List.of("META_allow_migrate", "META_migrate_source",
                    "META_migrate_target")), half.keySet());
            assertTold(half, "META_migrate_source", source, "META_migrate_target", target);
        }
        assertTrue(Files.notExists(told().resolve(target + ".vm.start")));
        assertEquals("vm.stop", told(source, "vm.stop").get("OCF_RESOURCE_INSTANCE") + ".stop");
    }
}
