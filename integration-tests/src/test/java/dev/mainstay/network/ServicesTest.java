// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Services of Debian's packages under their agents, while a client uses them. */
@Requires({Requirement.ROOT, Requirement.IPROUTE, Requirement.DEBIAN_AGENTS, Requirement.NGINX,
    Requirement.MODPROBE, Requirement.CURL, Requirement.REDIS})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServicesTest {

    private static final String DISK = "/run/shop";
    private static final String STORE_ADDRESS = Lab.NETWORK + "11";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private NetworkCluster cluster;
    private Machine first;

    @BeforeAll
    void found() {
        cluster = NetworkCluster.withoutServices(3);
        first = cluster.machines().getFirst();
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void redisKeepsWhatItsReplicasHaveWhenThePrimarysMachineIsLost() {
        for (Machine machine : cluster.machines()) {
            machine.type("printf '%s\\n' 'bind 0.0.0.0' 'protected-mode no' 'dir /var/lib/redis'"
                    + " 'repl-ping-replica-period 1' >/var/lib/redis/redis.conf");
        }
        mainstay("resource create store ocf:heartbeat:redis config=/var/lib/redis/redis.conf"
                + " op monitor interval=3s role=Promoted monitor interval=4s role=Unpromoted"
                + " promotable notify=true");
        mainstay("resource create store-ip ocf:heartbeat:IPaddr2 ip=" + STORE_ADDRESS);
        mainstay("constraint colocation add store-ip with promoted store-clone");
        mainstay("constraint order promote store-clone then start store-ip");
        String primary = cluster.awaitPromoted("store", "");
        Set<Integer> acknowledged;
        try (NumberedRequests client = new NumberedRequests(cluster.lab().client(),
                number -> redis("set key" + number + " " + number + "\\nwait 2 1000\\n"),
                "OK\n2"::equals)) {
            client.awaitMore(20);
            // A machine of the lab boots in three seconds. If it is back before a replica was
            // promoted, the agent asks for the former primary again.
            mainstay("property set stonith-action=off");
            cluster.machine(primary).powerOff();
            cluster.awaitPromoted("store", primary);
            cluster.machine(primary).powerOn();
            // The former primary is a replica by then: each write is waited for on both.
            client.awaitMore(20);
            acknowledged = new TreeSet<>(client.numbers());
        }
        assertEquals(Set.of(), missing(acknowledged, inClientsNetwork(redis("keys key*\\n"))
                .lines().map(key -> Integer.valueOf(key.replace("key", "")))));
        cluster.awaitQuiet();
        mainstay("property unset stonith-action");
        mainstay("resource disable store-ip store-clone --wait");
    }

    @Test
    void groupOfFiveComesUpElsewhereWithItsFilesystem() throws IOException {
        String group = " op monitor interval=3s --group shop";
        mainstay("resource create shop-claim ocf:test:claim-ledger folder="
                + cluster.lab().ledger().folder() + group);
        mainstay("resource create shop-disk ocf:heartbeat:Filesystem device=" + image()
                + " directory=" + DISK + " fstype=ext4 options=loop" + group);
        mainstay("resource create shop-writer ocf:heartbeat:anything binfile=" + DISK
                + "/writer" + group);
        mainstay("resource create shop-ip ocf:heartbeat:IPaddr2 ip=" + Lab.SERVICE_ADDRESS
                + group);
        mainstay("resource create shop-web ocf:heartbeat:nginx configfile=" + DISK
                + "/nginx.conf" + group);
        int before = cluster.lab().power().cuts().size();
        await("an answer").atMost(LIMIT).until(() -> cluster.client().answerer().isPresent());
        Machine victim = cluster.machine(cluster.client().answerer().orElseThrow());
        victim.powerOff();
        cluster.awaitAnswerFromElsewhere(victim);

        String survivor = cluster.client().answerer().orElseThrow();
        List<String> writers = inClientsNetwork(curl(Lab.SERVICE_ADDRESS + "/journal")).lines()
                .distinct().toList();
        assertEquals(List.of(victim.name(), survivor), writers);
        assertEquals(List.of(), ClaimLedger.overlaps(cluster.lab().ledger().steps()));
        assertEquals(List.of(victim.name()), cluster.lab().power().cuts().stream().skip(before)
                .map(PowerSwitch.Cut::machine).toList());
        cluster.awaitQuiet();
        mainstay("resource delete shop --wait");
    }

    @Test
    void cloneServesOnWhereTheMachineIsNotLost() throws IOException {
        Path settings = Files.writeString(cluster.lab().folder().resolve("shared/edge.conf"),
                nginx("/run/edge.pid", "8080", ""));
        mainstay("resource create edge ocf:heartbeat:nginx configfile=" + settings
                + " op monitor interval=3s clone interleave=true --wait");
        Machine victim = cluster.machines().getLast();
        Map<Machine, NumberedRequests> clients = cluster.machines().stream()
                .collect(Collectors.toMap(Function.identity(), this::edgeClient));
        try {
            clients.values().forEach(client -> client.awaitMore(5));
            victim.powerOff();
            clients.forEach((machine, client) -> {
                if (!machine.equals(victim)) {
                    client.awaitMore(5);
                }
            });
            cluster.awaitStatus("fencing", _ -> victim.isOn());
            clients.get(victim).awaitMore(5);
        } finally {
            clients.values().forEach(NumberedRequests::close);
        }
        cluster.awaitQuiet();
        // The others were left alone.
        assertEquals(List.of(), cluster.done("edge").stream()
                .filter(done -> done.endsWith("_stop_0")).toList());
        assertEquals(cluster.machines().size() + 1, cluster.done("edge").stream()
                .filter(done -> done.endsWith("_start_0")).count());
        mainstay("resource delete edge-clone --wait");
    }

    @Test
    void migratingServiceIsNeverStoppedOnItsWay() {
        mainstay("resource create guest ocf:heartbeat:Dummy op monitor interval=3s"
                + " meta allow-migrate=true --wait");
        String source = cluster.runner("guest").orElseThrow();
        Machine target = cluster.machines().stream()
                .filter(machine -> !machine.name().equals(source)).findFirst().orElseThrow();
        mainstay("resource move guest " + target + " --wait");
        assertEquals(target.name(), cluster.runner("guest").orElseThrow());
        // The stop is what is left to do at the source once the guest has gone.
        List<String> done = cluster.done("guest").stream()
                .filter(each -> !each.contains("_monitor_")).toList();
        assertEquals(List.of(source + " guest_migrate_to_0", target + " guest_migrate_from_0",
                source + " guest_stop_0"), done.subList(done.size() - 3, done.size()),
                cluster::report);
        mainstay("resource delete guest --wait");
    }

    private NumberedRequests edgeClient(Machine machine) {
        return new NumberedRequests(cluster.lab().client(),
                _ -> curl(machine.address() + ":8080"), machine.name()::equals);
    }

    /** The disk that all machines reach: an image with what the service needs. */
    private Path image() throws IOException {
        Path content = Files.createDirectory(cluster.lab().folder().resolve("content"));
        Path writer = Files.writeString(content.resolve("writer"), """
                #!/bin/sh
                while sleep 0.2; do
                    cat /run/web/name >>%1$s/journal
                    sync %1$s/journal
                done
                """.formatted(DISK));
        Files.setPosixFilePermissions(writer, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(content.resolve("nginx.conf"), nginx("/run/nginx.pid",
                Lab.SERVICE_ADDRESS + ":80", "location = /journal { root " + DISK + "; }"));
        Path image = cluster.lab().folder().resolve("shared/disk.img");
        Program.run("mke2fs", "-q", "-t", "ext4", "-d", content.toString(), image.toString(),
                "16M");
        return image;
    }

    private static String nginx(String pid, String listen, String location) {
        return """
                user root;
                worker_processes 1;
                pid %s;
                error_log /run/web/error.log;
                events { worker_connections 64; }
                http {
                    access_log off;
                    keepalive_timeout 0;
                    server {
                        listen %s;
                        root /run/web;
                        %s
                        location / { try_files /name =404; }
                    }
                }
                """.formatted(pid, listen, location);
    }

    private void mainstay(String words) {
        first.mainstay(words.split(" "));
    }

    private String inClientsNetwork(List<String> command) {
        return cluster.lab().client().run(command);
    }

    private static Set<Integer> missing(Set<Integer> acknowledged, Stream<Integer> kept) {
        Set<Integer> missing = new TreeSet<>(acknowledged);
        kept.forEach(missing::remove);
        return missing;
    }

    private static List<String> curl(String address) {
        return List.of("curl", "-sf", "--max-time", "3", "http://" + address);
    }

    private static List<String> redis(String commands) {
        return List.of("sh", "-c", "printf '" + commands + "' | redis-cli -h " + STORE_ADDRESS);
    }
}
