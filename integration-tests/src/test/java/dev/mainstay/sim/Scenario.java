// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A cluster that is treated well, for tests of one course of events each. */
final class Scenario {

    /** The service that every scenario has. */
    static final String SERVICE = "a";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofSeconds(1);

    private final World world;

    private Scenario(long seed, int machines, int fencingPercent) {
        this.world = new World(seed,
                new Profile(machines, false, 0, fencingPercent, true, 0, PACE), Planted.NOTHING);
    }

    /** Machines whose power switch does all that it is asked, at once. */
    static Scenario of(long seed, int machines) {
        Scenario scenario = new Scenario(seed, machines, 100);
        scenario.world.powerSwitch().peace();
        return scenario;
    }

    /** @param fencingPercent of a hundred requests to the power switch so many work */
    static Scenario withPoorSwitch(long seed, int machines, int fencingPercent) {
        return new Scenario(seed, machines, fencingPercent);
    }

    World world() {
        return world;
    }

    /** Founds the cluster and waits until its service runs. */
    Scenario boot() {
        found(SERVICE);
        require("the service to run", this::isServing);
        // One that has only just started is given more time.
        world.time().run(Duration.ofSeconds(5));
        return this;
    }

    /** Founds the cluster and waits until its machines are online. */
    void found(String... services) {
        found(plain(services));
    }

    /** Founds a cluster that fences nobody, and waits until its machines are online. */
    void foundWithoutFencing(String... services) {
        found(plain(services).withoutFencing());
    }

    private Blueprint plain(String... services) {
        return Blueprint.plain(
                world.machines().stream().map(it -> it.id().value()).toList(), List.of(services));
    }

    private void found(Blueprint blueprint) {
        new Founding(world).found(Founding.configuration(blueprint, Optional.empty()));
    }

    /** Takes a machine's links to all others away. */
    void cutOff(Machine machine) {
        for (Machine other : others(machine)) {
            world.network().cut(machine.id(), other.id());
            world.network().cut(other.id(), machine.id());
        }
        world.log().watch();
    }

    /** The service runs once and there is nothing to do. */
    boolean isServing() {
        return serving().size() == 1 && world.leader().filter(leader -> leader.isRunning()
                && !leader.state().planDemand().isWanted()
                && leader.state().inFlight().isEmpty()
                && leader.state().appliedIndex() == world.log().commitIndex()).isPresent();
    }

    /** The machines on which the service really runs. */
    List<NodeId> serving() {
        return world.machines().stream()
                .filter(machine -> machine.services().isActive(SERVICE))
                .map(Machine::id).toList();
    }

    Machine home() {
        return world.machine(serving().getFirst());
    }

    boolean isServingElsewhere(Machine than) {
        return isServing() && home() != than;
    }

    /** All machines but one. */
    List<Machine> others(Machine than) {
        return world.machines().stream().filter(machine -> machine != than).toList();
    }

    NodeState state(Machine machine) {
        return world.state().node(machine.id()).orElseThrow().state();
    }

    void lead(Machine machine) {
        require("another leader", () -> world.leader().filter(machine::equals).isPresent()
                || world.log().transfer(machine.id()));
        world.time().run(Duration.ofSeconds(3));
        require("quiet", this::isServing);
    }

    List<LogEntry> adoptionsAfter(long index) {
        return world.log().entries().stream()
                .filter(entry -> entry.index() > index
                        && entry.command() instanceof Command.AdoptTransition)
                .toList();
    }

    /** How often any machine began it, as in {@code start a}. */
    long begun(String operation) {
        return world.machines().stream().flatMap(machine -> machine.begun().stream())
                .filter(operation::equals).count();
    }

    void require(String what, BooleanSupplier condition) {
        world.require(what, condition, PATIENCE);
    }

    void require(String what, BooleanSupplier condition, Duration within) {
        world.require(what, condition, within);
    }
}
