// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.agent.process.Processes;
import dev.mainstay.executor.ExecutorPorts;
import dev.mainstay.executor.NodeExecutor;
import dev.mainstay.executor.SchedulerResolution;
import dev.mainstay.leader.LeaderDuties;
import dev.mainstay.leader.LeaderPorts;
import dev.mainstay.leader.LossWatch;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.LeaseGrantor;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A machine with its kernel, services and disk, and the daemon on it while one runs. Services and
 * running resource agents survive the daemon, the disk survives the machine's power.
 */
final class Machine {

    private final World world;
    private final NodeId id;
    private final Chance chance;
    private final Services services;
    private final SimulatedDisk disk;
    private final SortedMap<String, Long> monitoredNanos = new TreeMap<>();
    private final List<String> begun = new ArrayList<>();
    private final SimulatedLoad load = new SimulatedLoad();
    private Optional<Power> power = Optional.empty();
    private Optional<Daemon> daemon = Optional.empty();
    private long stored;
    private int boots;
    private int runs;
    private int pauses;
    private long wallErrorNanos;

    Machine(World world, NodeId id, long seed) {
        this.world = world;
        this.id = id;
        this.chance = new Chance(seed, id.value());
        this.services = new Services(
                (instance, target) -> world.migrate(instance, id, target), world::servicesChanged);
        this.disk = world.planted().disk(world.time(), new Chance(seed, id + "-disk"));
    }

    NodeId id() {
        return id;
    }

    Services services() {
        return services;
    }

    /** How busy it is with other things. */
    SimulatedLoad load() {
        return load;
    }

    /** A monitor of the service has just begun. */
    void monitored(String service) {
        monitoredNanos.put(service, world.time().nowNanos());
    }

    /** When the last monitor of the service began; 0 before the first. */
    long monitoredNanos(String service) {
        return monitoredNanos.getOrDefault(service, 0L);
    }

    /** An operation other than a monitor has just begun. */
    void begun(ServiceCall call) {
        begun.add(call.task() + " " + call.service());
    }

    /** Such operations in order, as in {@code start db}. */
    List<String> begun() {
        return List.copyOf(begun);
    }

    /** Tells the daemons of this machine apart. */
    int run() {
        return runs;
    }

    /** Whether something is being done on it, by its present daemon or left by an earlier one. */
    boolean isBusy() {
        return power.filter(on -> on.kernel().isBusy()).isPresent();
    }

    boolean isOn() {
        return power.isPresent();
    }

    boolean isUp() {
        return daemon.isPresent();
    }

    boolean isRunning() {
        return daemon.filter(running -> running.process().isRunning()).isPresent();
    }

    ClusterState state() {
        return daemon.orElseThrow().replica().current();
    }

    Optional<LeaseWatch> lease() {
        return daemon.map(Daemon::lease);
    }

    /** Switches it on, if it is off, and starts its daemon. */
    void start() {
        if (power.isEmpty()) {
            boots++;
            long bootNanos = world.time().nowNanos() - chance.millis(1, 20).toNanos();
            VirtualProcess clock =
                    new VirtualProcess(world.time(), bootNanos, () -> wallErrorNanos);
            SimulatedKernel kernel = new SimulatedKernel(clock, services, world.behaviour(),
                    new ProcessWatch(world, this), new Chance(chance.below(1 << 30), id.value()));
            power = Optional.of(new Power(clock, kernel, bootNanos));
        }
        if (daemon.isEmpty()) {
            startDaemon(power.get());
        }
    }

    private void startDaemon(Power on) {
        runs++;
        VirtualProcess process =
                new VirtualProcess(world.time(), on.bootNanos(), () -> wallErrorNanos);
        Planted planted = world.planted();
        String bootId = id + "-boot-" + (world.profile().containers() ? 0 : boots);
        long snapshot = stored == 0 ? 0 : chance.below((int) stored + 1);
        Replica replica = new Replica(id, world.log(), process,
                planted.applying(id, world.applying(), world), stored, world.stateAt(snapshot));
        replica.watch((entry, applied) -> world.applied(id, entry, applied));
        SimulatedAgent agent = new SimulatedAgent(
                process, new Chance(chance.below(1 << 30), id + "-agent"), bootId, runs,
                planted::epoch, (order, delay) -> outlive(process, order, delay));
        StateSource states = planted.states(replica, id, world);
        LeaseWatch lease = new LeaseWatch(world, id, process, states);
        Processes kernel = on.kernel();
        agent.open(disk, kernel);
        AgentClient line = planted.agent(new WatchedAgent(agent, lease), process);
        LeaseClient leases = planted.leases(lease.watching(this::renew), world, id);
        SimulatedFencing fencing = new SimulatedFencing(
                process, on.clock(), chance, world.powerSwitch());
        Proposer proposer = planted.proposer(replica, world);
        NodeExecutor executor = new NodeExecutor(
                new ExecutorPorts(id, process, process, states, proposer, replica,
                        leases, line, fencing, load),
                new SchedulerResolution(), LivenessSettings.LOCAL_NETWORK,
                ClusterState.SUPPORTED_FEATURE_LEVEL, "simulated");
        LeaderDuties duties = new LeaderDuties(
                new LeaderPorts(id, process, process, replica, replica, replica),
                executor.lastContact(), LivenessSettings.LOCAL_NETWORK,
                new LeaderDuties.Planning(planted.planner(
                        world.planner(id, LossWatch.over(replica, process))),
                        transition -> Optional.empty(), task -> process.after(
                                chance.oneIn(20) ? chance.millis(30, 600) : chance.millis(1, 20),
                                task)));
        daemon = Optional.of(new Daemon(
                process, replica, executor, duties.grantor(), lease, agent));
        world.log().attach(replica);
        duties.open();
        executor.open();
    }

    /** An order that its sender does not live to see arrive meets the agent that is there then. */
    private void outlive(VirtualProcess sender, AgentClient.Order order, Duration delay) {
        world.time().after(delay, () -> {
            if (!sender.isAlive()) {
                daemon.ifPresent(running -> running.agent().takeFromFormerMaster(order));
            }
        });
    }

    /** SIGKILL of the daemon: what the machine runs goes on, unwatched. */
    void killDaemon() {
        daemon.ifPresent(running -> {
            stored = running.replica().stored();
            running.process().kill();
            daemon = Optional.empty();
            power.ifPresent(on -> on.kernel().daemonKilled());
            world.log().watch();
        });
    }

    void powerOff() {
        killDaemon();
        power.ifPresent(on -> {
            on.clock().kill();
            power = Optional.empty();
            disk.loseWhatWasNotSynced();
            services.clear();
        });
    }

    /** SIGSTOP of the daemon for a while. */
    void pauseDaemon(Duration span) {
        pause(span, false);
    }

    /** The whole machine stands still for a while, as a suspended guest does. */
    void freeze(Duration span) {
        pause(span, true);
    }

    private void pause(Duration span, boolean whole) {
        daemon.ifPresent(running -> {
            pauses++;
            int pause = pauses;
            Optional<Power> frozen = whole ? power : Optional.empty();
            running.process().pause();
            frozen.ifPresent(on -> on.clock().pause());
            world.log().watch();
            world.time().after(span, () -> {
                frozen.ifPresent(on -> on.clock().resume());
                if (pause == pauses && running.process().isAlive()) {
                    running.process().resume();
                    world.log().watch();
                }
            });
        });
    }

    /** The applier stands still for a while; it stores what comes and catches up afterwards. */
    void lag(Duration span) {
        daemon.ifPresent(running -> running.replica().nextDelivery(
                world.time().nowNanos() + span.toNanos()));
    }

    /** What makes services active may reach the agent late for a while. */
    void slowOrders(Duration span) {
        daemon.ifPresent(running -> running.agent().slow(span));
    }

    /** A resource agent there calls one of Pacemaker's tools. */
    void callTool(String tool, String... arguments) {
        daemon.ifPresent(running -> running.agent().callTool(
                new AgentClient.ToolCall(tool, "", List.of(arguments))));
    }

    void setClock(Duration error) {
        wallErrorNanos = error.toNanos();
    }

    /** Asks the cluster to be emptied; once it is, the daemon ends. */
    void leave() {
        daemon.ifPresent(running -> {
            var unused = running.executor().leave().thenRun(() -> world.time().after(
                    Duration.ofMillis(5), () -> {
                        if (daemon.filter(running::equals).isPresent()) {
                            killDaemon();
                        }
                    }));
        });
    }

    private CompletableFuture<LeaseClient.Reply> renew(LeaseClient.Renewal renewal) {
        CompletableFuture<LeaseClient.Reply> reply = new CompletableFuture<>();
        world.time().after(LivenessSettings.LOCAL_NETWORK.answerWithin(),
                () -> reply.complete(new LeaseClient.Reply.Unreachable("no answer in time")));
        long sent = world.time().nowNanos();
        Optional<NodeId> leader = daemon.flatMap(running -> running.replica().leader());
        leader.ifPresent(to -> world.network().send(id, to, () -> world.machine(to).grant(
                renewal, sent,
                answer -> world.network().send(to, id, () -> reply.complete(answer)))));
        return reply;
    }

    private void grant(LeaseClient.Renewal renewal, long sent,
            java.util.function.Consumer<LeaseClient.Reply> then) {
        daemon.ifPresent(running -> {
            var unused = world.planted().grantor(running.grantor(), world, id).renew(renewal)
                    .thenAccept(answer -> {
                        world.granted(renewal, sent, answer);
                        then.accept(answer);
                    });
        });
    }

    private record Power(VirtualProcess clock, SimulatedKernel kernel, long bootNanos) {}

    private record Daemon(
            VirtualProcess process,
            Replica replica,
            NodeExecutor executor,
            LeaseGrantor grantor,
            LeaseWatch lease,
            SimulatedAgent agent) {}
}
