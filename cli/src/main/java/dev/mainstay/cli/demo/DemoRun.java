// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.demo.FailOver.Victim;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.status.StatusText;
import dev.mainstay.proto.v1.ClusterStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The demo from beginning to end. Whatever happens, its processes are ended, and what it should
 * have shown and did not is in its observations.
 */
final class DemoRun {

    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(90);

    private final DemoFolder folder;
    private final LoopbackAddresses addresses;
    private final DemoCluster cluster;
    private final Progress progress;
    private final Observations observations;
    private final List<FailOver> failOvers = new ArrayList<>();

    DemoRun(DemoFolder folder, LoopbackAddresses addresses, Progress progress) {
        this.folder = folder;
        this.addresses = addresses;
        this.cluster = DemoCluster.planned(folder, addresses);
        this.progress = progress;
        this.observations = new Observations(progress);
    }

    /** @param keep leaves the cluster running where all went well */
    DemoReport run(int rounds, boolean keep) throws IOException {
        MachineRestarts restarts = new MachineRestarts(cluster.nodes(), progress);
        try (ServiceProbe probe = new ServiceProbe(
                addresses.service(), LoopbackAddresses.SERVICE_PORT);
                restarts) {
            build(probe);
            for (int round = 1; round <= rounds; round++) {
                failOver(Victim.FOLLOWER, probe, round, rounds);
                failOver(Victim.LEADER, probe, round, rounds);
            }
            if (!keep) {
                progress.heading("Stopping everything");
                cluster.stop();
                observations.saw("an orderly stop", "services first, then the daemons");
                checkNothingIsLeft(probe);
            }
        } catch (NotSeen e) {
            abandon(e.what(), String.valueOf(e.getMessage()));
        } catch (CommandFailure e) {
            abandon("an answer of the cluster", String.valueOf(e.getMessage()));
        }
        return new DemoReport(
                List.copyOf(failOvers), observations.all(), restarts.restarted());
    }

    /** From now on its nodes may end. */
    void expectEnd() {
        cluster.nodes().forEach(DemoNode::expectEnd);
    }

    private void build(ServiceProbe probe) throws IOException {
        progress.heading("Founding a cluster of three nodes");
        cluster.found(progress);
        cluster.awaitQuiet();
        observations.saw("three nodes in one cluster", "all online");
        progress.heading("Making a fence device, a web server in a group, and constraints");
        long revision =
                cluster.ask(cluster.nodes().getFirst(), SERVICE_LIMIT, this::createServices);
        progress.line("configuration revision " + revision + ", polling " + probe.url());
        Waiting.untilTrue("the service answering for the first time", SERVICE_LIMIT,
                probe::isAnswering);
        ClusterStatus status = cluster.awaitQuiet();
        observations.saw("the service runs", "it answers at " + probe.url());
        progress.block(new StatusText(status, progress.palette()).format());
    }

    // Repeated when an answer got lost: what is already there was made by the first attempt.
    private long createServices(ClusterClient client) {
        long existing = client.currentConfiguration().getConfiguration().getResourcesCount();
        return existing > 0
                ? client.currentConfiguration().getRevision()
                : new DemoServices(folder, addresses, cluster.nodes()).create(client);
    }

    private void failOver(Victim victim, ServiceProbe probe, int round, int rounds)
            throws IOException {
        progress.heading("Killing a " + victim.text()
                + (rounds > 1 ? " (round " + round + " of " + rounds + ")" : ""));
        failOvers.add(new KillRound(cluster, probe, observations, progress).run(victim));
    }

    private void checkNothingIsLeft(ServiceProbe probe) throws IOException {
        List<ProcessHandle> left = folder.processes();
        observations.check("nothing is left running", left.isEmpty() && !probe.isAnswering(),
                left.isEmpty()
                        ? "no process carries a node's marker"
                        : left.stream().map(SessionProcesses::describe)
                                .collect(Collectors.joining(", ")));
    }

    private void abandon(String what, String detail) throws IOException {
        observations.missed(what, detail);
        for (DemoNode node : cluster.nodes()) {
            progress.block(LogTail.of(node));
        }
        folder.killAll();
        progress.line("ended all processes of the demo");
    }
}
