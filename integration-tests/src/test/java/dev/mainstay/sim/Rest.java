// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Activity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a cluster comes to once faults have stopped: every machine online, nothing to do, everything
 * running where and as often as it should, and the log knowing just that.
 */
final class Rest {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration OPERATOR = Duration.ofSeconds(20);
    /** The longest interval of a monitor is 9 s, and a run takes its turn. */
    private static final Duration UNWATCHED_MAX = Duration.ofSeconds(12);

    private final World world;
    private final Blueprint blueprint;
    private String missing = "";
    private boolean reached;

    Rest(World world, Blueprint blueprint) {
        this.world = world;
        this.blueprint = blueprint;
    }

    /** The operator switches on what is off and repairs, from now on and again and again. */
    void begin(Supplier<List<Command>> repairs) {
        look();
        operate(repairs);
    }

    boolean isReached() {
        return reached;
    }

    String missing() {
        return missing;
    }

    private void operate(Supplier<List<Command>> repairs) {
        world.machines().forEach(Machine::start);
        vouch();
        if (!reached) {
            world.leader().ifPresent(leader -> repairs.get()
                    .forEach(repair -> world.propose(leader, repair)));
        }
        world.time().after(OPERATOR, () -> operate(repairs));
    }

    /** With every machine lost there is none that could fence another: somebody has to go there. */
    private void vouch() {
        ClusterState state = world.state();
        if (state.nodes().values().stream().noneMatch(NodeRecord::isActive)) {
            state.nodes().values().stream().filter(node -> node.state() == NodeState.LOST)
                    .findFirst().ifPresent(this::confirm);
        }
    }

    private void confirm(NodeRecord lost) {
        world.machine(lost.node()).powerOff();
        world.leader().ifPresent(leader -> world.propose(leader, new Command.RecordFencing(
                lost.node(), lost.incarnation(), new Command.FencingEvent.Confirmed())));
    }

    private void look() {
        missing = find().orElse("");
        reached = missing.isEmpty();
        world.time().after(LOOK, this::look);
    }

    private Optional<String> find() {
        if (world.leader().isEmpty()) {
            return Optional.of("a leader");
        }
        ClusterState state = world.leader().get().state();
        if (state.planDemand().isWanted() || !state.inFlight().isEmpty()
                || state.appliedIndex() < world.log().commitIndex()) {
            return Optional.of("an end of what is to be done: " + state.planDemand().reason()
                    + ", in flight " + state.inFlight().keySet());
        }
        for (Machine machine : world.machines()) {
            if (!machine.isRunning() || state.node(machine.id())
                    .filter(node -> node.state() == NodeState.ONLINE).isEmpty()) {
                return Optional.of(machine.id() + " online");
            }
        }
        return services(state).or(() -> knowledge(state)).or(this::agreement);
    }

    private Optional<String> services(ClusterState state) {
        for (Blueprint.Service service : Blueprint.SERVICES) {
            long active = world.machines().stream()
                    .flatMap(machine -> machine.services().active().stream())
                    .filter(instance -> service.id().equals(instance)).count();
            long promoted = world.machines().stream()
                    .flatMap(machine -> machine.services().active().stream()
                            .filter(machine.services()::isPromoted))
                    .filter(instance -> service.id().equals(instance)).count();
            long wanted = !blueprint.has(service) ? 0
                    : service.isClone() ? state.nodes().size() : 1;
            long wantedPromoted =
                    wanted > 0 && service.kind() == Blueprint.Kind.PROMOTABLE ? 1 : 0;
            if (active != wanted || promoted != wantedPromoted) {
                return Optional.of(service.id() + " active " + wanted + " times, promoted "
                        + wantedPromoted + "; it is " + active + " and " + promoted);
            }
        }
        return Optional.empty();
    }

    /** The log knows what really runs, and everything that runs is watched. */
    private Optional<String> knowledge(ClusterState state) {
        for (NodeRecord node : state.nodes().values()) {
            Services services = world.machine(node.node()).services();
            for (InstanceHistory history : node.histories().values()) {
                String instance = history.history().instance().resource().value();
                boolean known = history.activity() == Activity.ACTIVE
                        || history.activity() == Activity.PROMOTED;
                if (known && !instance.equals("switch") && !services.isActive(instance)) {
                    return Optional.of("the log to know of " + instance + " on " + node.node()
                            + ", which it takes for " + history.activity());
                }
            }
            for (String instance : services.active()) {
                if (!node.isActiveThere(new ResourceId(instance))) {
                    return Optional.of("the log to know that " + instance + " runs on "
                            + node.node());
                }
                long unwatched = world.time().nowNanos()
                        - world.machine(node.node()).monitoredNanos(instance);
                if (unwatched > UNWATCHED_MAX.toNanos()) {
                    return Optional.of("a look at " + instance + " on " + node.node());
                }
                if (node.monitors().keySet().stream()
                        .noneMatch(key -> key.instance().resource().value()
                                .equals(instance))) {
                    return Optional.of("a monitor of " + instance + " on " + node.node());
                }
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("ReferenceEquality") // Most machines share what was computed for all.
    private Optional<String> agreement() {
        SortedMap<Long, ClusterState> states = new TreeMap<>();
        for (Machine machine : world.machines()) {
            ClusterState state = machine.state();
            ClusterState other = states.putIfAbsent(state.appliedIndex(), state);
            if (other != null && other != state && !other.equals(state)
                    && !digest(other).equals(digest(state))) {
                return Optional.of("equal states at " + state.appliedIndex());
            }
        }
        return Optional.empty();
    }

    private static String digest(ClusterState state) {
        return new StoredFormat().digest(state);
    }
}
