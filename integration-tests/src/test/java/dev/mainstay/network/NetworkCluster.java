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
import java.util.function.Consumer;
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

    // Twice the usual patience: three machines, their agents and a build may share two cores, and
    // who is fenced is part of what is judged.
    private static final String LIVENESS =
            "liveness: {suspect-after: 1500ms, lose-after: 3s}\n";
    // For services that are heavy themselves, and where the loss is certain.
    private static final String PATIENT =
            "liveness: {suspect-after: 4s, lose-after: 12s, lease: 20s}\n";

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
        return founded(size, LIVENESS, cluster -> {
            cluster.createServices();
            cluster.awaitConverged();
        });
    }

    /** Founds it with fencing and without any service. */
    static NetworkCluster withoutServices(int size) {
        return founded(size, PATIENT, NetworkCluster::awaitQuiet);
    }

    private static NetworkCluster founded(
            int size, String liveness, Consumer<NetworkCluster> rest) {
        NetworkCluster cluster = new NetworkCluster(Lab.open(size));
        try {
            cluster.found(liveness);
            cluster.createFencing();
            rest.accept(cluster);
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

    private void found(String liveness) {
        Machine first = machines().getFirst();
        first.join("init", "lab", liveness);
        first.powerOn();
        awaitStatus("a leader", status -> !status.getPosition().getLeader().isEmpty());
        for (Machine machine : machines().subList(1, machines().size())) {
            try (ClusterClient api = first.api()) {
                machine.join("join", api.cluster(stub -> stub.createJoinToken(
                        CreateJoinTokenRequest.newBuilder().setContext(context()).build()))
                        .getToken(), liveness);
            }
            machine.powerOn();
        }
        awaitStatus("all machines online", this::isWholeAndQuiet);
    }

    private void createFencing() {
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
    }

    private void createServices() {
        Machine first = machines().getFirst();
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

    /** Types the commands of a guide on the machines' consoles. */
    void type(GuideSection guide) {
        try {
            guide.type(machines());
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(failure.getMessage() + report(), failure);
        }
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
        return client.answerer().or(() -> runner(SERVER))
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

    private void change(Consumer<ClusterClient> change) {
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

    /** Waits until a resource is promoted on one machine other than a former one; names it. */
    String awaitPromoted(String resource, String former) {
        ClusterStatus seen = awaitStatus(resource + " to be promoted, not on " + former,
                status -> promoted(status, resource)
                        .filter(node -> !node.equals(former)).isPresent());
        return promoted(seen, resource).orElseThrow();
    }

    private static Optional<String> promoted(ClusterStatus status, String resource) {
        return status.getResourcesList().stream()
                .filter(view -> view.getId().equals(resource) && view.getPromotedNodesCount() == 1)
                .map(view -> view.getPromotedNodes(0))
                .findFirst();
    }

    /** The machine that is said to run a resource, where it is one. */
    Optional<String> runner(String resource) {
        return status().flatMap(status -> runner(status, resource));
    }

    /** All machines online and nothing to do. */
    ClusterStatus awaitQuiet() {
        return awaitStatus("a whole cluster at rest", this::isWholeAndQuiet);
    }

    /** All machines online, nothing to do, and the client has its answers. */
    ClusterStatus awaitConverged() {
        return awaitStatus("a whole cluster that serves", status -> isWholeAndQuiet(status)
                && runner(status, SERVER).isPresent()
                && runner(status, SERVER).equals(client.answerer()));
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

    /** The operations on a resource that the first machine saw done, as machine and key. */
    List<String> done(String resource) {
        return text(machines().getFirst()).lines()
                .map(line -> line.replaceFirst(".* ACTION_DONE (\\S+ \\S+): .*", "$1"))
                .filter(done -> done.matches("\\S+ " + resource + "(:\\d+)?_.*"))
                .toList();
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

    private static Optional<String> runner(ClusterStatus status, String resource) {
        return status.getResourcesList().stream()
                .filter(view -> view.getId().equals(resource) && view.getRole().equals("Started")
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
