// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.executor.ExecutorPorts;
import dev.mainstay.executor.NodeExecutor;
import dev.mainstay.leader.LeaderDuties;
import dev.mainstay.leader.LeaderPorts;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.CommandApplier;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A machine with its services, and the daemon on it while one runs. The machine's agent and the
 * stored log survive the daemon; a power cut ends services too.
 */
final class SimulatedNode {

    private static final Duration ANSWER_WITHIN = Duration.ofMillis(500);

    private final World world;
    private final NodeId id;
    private final Chance chance;
    private final SimulatedAgent agent;
    private Optional<Daemon> daemon = Optional.empty();
    private long stored;
    private int pauses;

    SimulatedNode(World world, NodeId id, long seed) {
        this.world = world;
        this.id = id;
        this.chance = new Chance(seed, id.value());
        this.agent = new SimulatedAgent(
                world.time(), new Chance(seed, id + "-agent"), id.value(), world.behaviour());
    }

    NodeId id() {
        return id;
    }

    SimulatedAgent agent() {
        return agent;
    }

    boolean isUp() {
        return daemon.isPresent();
    }

    ClusterState state() {
        return daemon.orElseThrow().replica().current();
    }

    NodeExecutor executor() {
        return daemon.orElseThrow().executor();
    }

    void start() {
        if (daemon.isPresent()) {
            return;
        }
        VirtualProcess process = new VirtualProcess(world.time());
        Replica replica = new Replica(id, world.log(), process,
                new CommandApplier(new StoredFormat()), stored);
        SimulatedFencing fencing = new SimulatedFencing(world.time(), chance,
                world.fencingSuccessPercent(), world::powerOff);
        NodeExecutor executor = new NodeExecutor(
                new ExecutorPorts(id, process, process, replica, replica, replica,
                        this::renew, agent, fencing),
                world.resolution(), world.settings(), ClusterState.SUPPORTED_FEATURE_LEVEL,
                "simulated");
        LeaderDuties duties = new LeaderDuties(
                new LeaderPorts(id, process, process, replica, replica, replica),
                executor.lastContact(), world.settings(),
                new LeaderDuties.Planning(world.planner(id), transition -> Optional.empty(),
                        task -> process.after(chance.millis(1, 30), task)));
        daemon = Optional.of(new Daemon(process, replica, executor, duties));
        world.log().attach(replica);
        duties.open();
        executor.open();
    }

    /** SIGKILL of the daemon: what the machine runs goes on, unwatched. */
    void killDaemon() {
        daemon.ifPresent(running -> {
            stored = running.replica().stored();
            running.process().kill();
            daemon = Optional.empty();
            agent.daemonKilled();
            world.log().watch();
        });
    }

    void powerOff() {
        killDaemon();
        agent.powerOff();
    }

    /** SIGSTOP of the daemon for a while. */
    void pause(Duration span) {
        daemon.ifPresent(running -> {
            pauses++;
            int pause = pauses;
            running.process().pause();
            world.log().watch();
            world.time().after(span, () -> {
                if (pause == pauses && running.process().isAlive()) {
                    running.process().resume();
                    world.log().resumed(id);
                }
            });
        });
    }

    /** The applier stands still for a while; it stores what comes and catches up afterwards. */
    void lag(Duration span) {
        daemon.ifPresent(running -> running.replica().nextDelivery(
                world.time().nowNanos() + span.toNanos()));
    }

    private CompletableFuture<LeaseClient.Reply> renew(LeaseClient.Renewal renewal) {
        CompletableFuture<LeaseClient.Reply> reply = new CompletableFuture<>();
        world.time().after(ANSWER_WITHIN,
                () -> reply.complete(new LeaseClient.Reply.Unreachable("no answer in time")));
        world.time().after(chance.millis(1, 5), () -> world.leaderFor(id).ifPresent(
                leader -> leader.grant(renewal, answer -> world.time().after(
                        chance.millis(1, 5), () -> {
                            if (world.log().reaches(id, leader.id)) {
                                reply.complete(answer);
                            }
                        }))));
        return reply;
    }

    private void grant(
            LeaseClient.Renewal renewal, Consumer<LeaseClient.Reply> then) {
        daemon.ifPresent(running -> {
            var unused = running.duties().grantor().renew(renewal).thenAccept(then);
        });
    }

    private record Daemon(
            VirtualProcess process,
            Replica replica,
            NodeExecutor executor,
            LeaderDuties duties) {}
}
