// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.awaitility.Awaitility.await;

import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.CleanupRequest;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import dev.mainstay.proto.v1.MoveRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A cluster on the machines of a lab with one service, a group: the claim, the address that the
 * client polls, and nginx. Fencing goes by the lab's power switch.
 */
final class NetworkCluster implements AutoCloseable {

    static final String GROUP = "web";
    static final String CLAIM = "claim";
    static final String ADDRESS = "address";
    static final String SERVER = "server";

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

    private final Lab lab;
    private final AddressPoll client;

    private NetworkCluster(Lab lab) {
        this.lab = lab;
        client = new AddressPoll(lab.client());
    }

    /** Founds it over the command line and waits until its service answers. */
    static NetworkCluster founded(int size) {
        NetworkCluster cluster = new NetworkCluster(Lab.open(size));
        try {
            cluster.found();
            cluster.createServices();
            cluster.awaitConverged();
            return cluster;
        } catch (RuntimeException | Error failure) {
            String report = cluster.report();
            cluster.close();
            throw new AssertionError("no cluster could be founded" + report, failure);
        }
    }

    Lab lab() {
        return lab;
    }

    List<Machine> machines() {
        return lab.machines();
    }

    Machine machine(String name) {
        return machines().stream().filter(machine -> machine.name().equals(name)).findFirst()
                .orElseThrow();
    }

    AddressPoll client() {
        return client;
    }

    private void found() {
        Machine first = machines().getFirst();
        first.join("init", "lab");
        first.powerOn();
        awaitStatus("a leader", status -> !status.getPosition().getLeader().isEmpty());
        for (Machine machine : machines().subList(1, machines().size())) {
            try (ClusterClient api = first.api()) {
                machine.join("join", api.cluster(stub -> stub.createJoinToken(
                        CreateJoinTokenRequest.newBuilder().setContext(context()).build()))
                        .getToken());
            }
            machine.powerOn();
        }
        awaitStatus("all machines online", this::isWholeAndQuiet);
    }

    private void createServices() {
        Machine first = machines().getFirst();
        first.mainstay("stonith", "create", "power", "fence_power_switch",
                "folder=" + lab.power().folder(), "pcmk_host_list="
                        + machines().stream().map(Machine::name).collect(Collectors.joining(" ")));
        try (ClusterClient api = first.api()) {
            api.change(ChangeConfigurationRequest.newBuilder()
                    .setContext(context())
                    .setEdits(ConfigurationEdits.newBuilder().addEdits(Edits.setProperty(
                            ConfigurationSection.RESOURCE_DEFAULTS, "resource-stickiness", "100"))
                            // The host's load is no machine's own.
                            .addEdits(Edits.setProperty(
                                    ConfigurationSection.CLUSTER_PROPERTIES, "load-threshold",
                                    "0%")))
                    .build());
        }
        create(first, CLAIM, "ocf:test:claim-ledger",
                "folder=" + lab.ledger().folder());
        create(first, ADDRESS, "ocf:heartbeat:IPaddr2", "ip=" + Lab.SERVICE_ADDRESS,
                "cidr_netmask=24", "nic=eth0");
        create(first, SERVER, "ocf:heartbeat:nginx", "configfile=/run/web/nginx.conf");
    }

    private static void create(Machine machine, String id, String agent, String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("resource", "create", id, agent));
        words.addAll(List.of(options));
        words.addAll(List.of("op", "monitor", "interval=2s", "--group", GROUP));
        machine.mainstay(words.toArray(String[]::new));
    }

    /** The current status, of whichever machine can tell it now. */
    Optional<ClusterStatus> status() {
        for (Machine machine : machines()) {
            if (machine.isOn()) {
                try (ClusterClient api = machine.api().within(ANSWER_LIMIT)) {
                    return Optional.of(api.status(Consistency.CURRENT));
                } catch (CommandFailure notNow) {
                    // The next one may be able to answer.
                }
            }
        }
        return Optional.empty();
    }

    /** The machine whose peer leads the log, as far as anyone can tell. */
    Optional<Machine> leader() {
        return status().map(status -> status.getPosition().getLeader())
                .filter(name -> !name.isEmpty()).map(this::machine);
    }

    /** The machine that answers the client, or else is said to run the service. */
    Optional<Machine> runner() {
        return client.answerer().or(() -> status().flatMap(NetworkCluster::runner))
                .map(this::machine);
    }

    void move(Machine target) {
        change(api -> {
            var _ = api.resources(stub -> stub.move(MoveRequest.newBuilder().setContext(context())
                    .setResource(GROUP).setNode(target.name()).build()));
        });
    }

    /** Forgets failures, as whoever has repaired the machines would. */
    void cleanup() {
        change(api -> {
            var _ = api.resources(stub -> stub
                    .cleanup(CleanupRequest.newBuilder().setContext(context()).build()));
        });
    }

    private void change(java.util.function.Consumer<ClusterClient> change) {
        for (Machine machine : machines()) {
            if (machine.isOn()) {
                try (ClusterClient api = machine.api()) {
                    change.accept(api);
                    return;
                } catch (CommandFailure notNow) {
                    // The next one may be able to.
                }
            }
        }
    }

    /** All machines online, nothing to do, and the client has its answers. */
    ClusterStatus awaitConverged() {
        return awaitStatus("a whole cluster that serves", status -> isWholeAndQuiet(status)
                && runner(status).isPresent()
                && runner(status).equals(client.answerer()));
    }

    /** The client is served by another machine than a given one. */
    void awaitAnswerFromElsewhere(Machine not) {
        awaitStatus("an answer from elsewhere than " + not.name(), _ -> client.answerer()
                .filter(name -> !name.equals(not.name())).isPresent());
    }

    ClusterStatus awaitStatus(String what, Predicate<ClusterStatus> condition) {
        try {
            return await(what).atMost(LIMIT).pollInterval(PERIOD).pollDelay(Duration.ZERO)
                    .until(this::status, status -> status.filter(condition).isPresent())
                    .orElseThrow();
        } catch (RuntimeException late) {
            throw new AssertionError(what + " was not seen; last: " + status() + report(), late);
        }
    }

    /** What helps to find out why something went wrong. */
    String report() {
        return "\n--- ledger\n" + lab.ledger().steps().stream().map(Object::toString)
                .collect(Collectors.joining("\n")) + "\n--- power " + lab.power().cuts()
                + machines().stream().map(machine -> "\n--- " + machine.name() + "\n"
                        + text(machine)).collect(Collectors.joining());
    }

    private static String text(Machine machine) {
        try {
            return Files.exists(machine.log()) ? Files.readString(machine.log()) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean isWholeAndQuiet(ClusterStatus status) {
        return status.getTransition().getInFlight() == 0
                && !status.getTransition().getPlanWanted()
                && !status.getPosition().getLeader().isEmpty()
                && status.getNodesList().stream()
                        .filter(node -> node.getState().equals("online"))
                        .count() == machines().size();
    }

    private static Optional<String> runner(ClusterStatus status) {
        return status.getResourcesList().stream()
                .filter(view -> view.getId().equals(SERVER) && view.getRole().equals("Started")
                        && view.getNodesCount() == 1)
                .map(view -> view.getNodes(0))
                .findFirst();
    }

    static ChangeContext context() {
        return ChangeContext.newBuilder().setRequestId(UUID.randomUUID().toString()).build();
    }

    @Override
    public void close() {
        client.close();
        lab.close();
    }
}
