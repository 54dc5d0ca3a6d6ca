// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes a cluster of a world's machines, as the commands for it do. */
final class Founding {

    private static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration OPERATOR_PERIOD = Duration.ofSeconds(10);
    private static final Duration JOIN_WITHIN = Duration.ofMinutes(4);

    private final World world;
    private boolean isFounded;

    Founding(World world) {
        this.world = world;
    }

    /** Starts all machines and waits until each of them is online. */
    void found(Command configuration) {
        world.machines().forEach(Machine::start);
        List<Machine> machines = List.copyOf(world.machines());
        world.insist(membership(new MembershipChange.Founded(
                "cluster", "simulated", member(machines.getFirst()))));
        for (Machine machine : machines.subList(1, machines.size())) {
            world.insist(membership(new MembershipChange.TokenIssued(
                    machine.id().value(), "hash", FAR)));
            world.insist(membership(new MembershipChange.Admitted(
                    machine.id().value(), "hash", member(machine))));
        }
        world.insist(configuration);
        switchOnWhatWasFenced();
        world.require("the machines to join", this::areAllOnline, JOIN_WITHIN);
        isFounded = true;
    }

    /** A stop may fail before the last machine has joined, and not every switch reboots. */
    private void switchOnWhatWasFenced() {
        world.time().after(OPERATOR_PERIOD, () -> {
            if (!isFounded) {
                world.machines().stream().filter(machine -> !machine.isUp())
                        .forEach(Machine::start);
                switchOnWhatWasFenced();
            }
        });
    }

    private boolean areAllOnline() {
        return world.machines().stream().allMatch(machine -> isOnline(machine.id()));
    }

    /** @param expected the revision that it is to follow, if any */
    static Command configuration(Blueprint blueprint, Optional<Long> expected) {
        return new Command.ChangeConfiguration(expected,
                new ConfigurationChange.Document(blueprint.document()), "simulated");
    }

    private boolean isOnline(NodeId node) {
        return world.state().node(node).filter(it -> it.state() == NodeState.ONLINE).isPresent();
    }

    private static Command membership(MembershipChange change) {
        return new Command.ChangeMembership(change);
    }

    private static Member member(Machine machine) {
        String node = machine.id().value();
        return new Member(machine.id(), "member-" + node, "key-" + node, node + ".1",
                node + ":7420", node + ":7421", true);
    }
}
