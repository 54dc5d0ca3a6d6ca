// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.awaitility.Awaitility.await;

import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ConfigurationProto.Attribute;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Changes of the configuration, written on the console of each machine all the while, cut off or
 * not. What was acknowledged has to be in every machine's configuration afterwards.
 */
final class AcknowledgedWrites implements AutoCloseable {

    private static final String PREFIX = "written-";
    private static final Duration PERIOD = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<Machine> machines;
    private final String run;
    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();
    private final List<Thread> threads;
    private volatile boolean closed;

    /** @param run makes the names of this run's changes its own */
    AcknowledgedWrites(List<Machine> machines, String run) {
        this.machines = machines;
        this.run = run;
        threads = machines.stream()
                .map(machine -> Thread.ofVirtual().start(() -> write(machine)))
                .toList();
    }

    /** Stops writing; returns once no answer is outstanding. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    int count() {
        return acknowledged.size();
    }

    /** What was acknowledged and is missing on a machine, in words; empty when all is well. */
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        for (Machine machine : machines) {
            Set<String> there = names(awaitConfiguration(machine));
            acknowledged.stream().filter(name -> !there.contains(name))
                    .forEach(name -> lost.add(name + " on " + machine.name()));
        }
        return lost;
    }

    /** Takes all of it out of the configuration again. */
    void forget() {
        Set<String> written = names(awaitConfiguration(machines.getFirst()));
        try (ClusterClient api = machines.getFirst().api()) {
            api.change(ChangeConfigurationRequest.newBuilder()
                    .setContext(NetworkCluster.context())
                    .setEdits(ConfigurationEdits.newBuilder().addAllEdits(
                            written.stream()
                                    .map(name -> Edits.setProperty(
                                            ConfigurationSection.CLUSTER_PROPERTIES, name, ""))
                                    .toList()))
                    .build());
        }
    }

    /** A machine may count as online for a moment after its loss, and have to boot first. */
    private static GetConfigurationReply awaitConfiguration(Machine machine) {
        return await("an answer of " + machine.name()).atMost(LIMIT)
                .ignoreExceptionsInstanceOf(CommandFailure.class)
                .until(() -> configuration(machine), _ -> true);
    }

    private static GetConfigurationReply configuration(Machine machine) {
        try (ClusterClient api = machine.api()) {
            return api.configuration(
                    stub -> stub.get(GetConfigurationRequest.getDefaultInstance()));
        }
    }

    private static Set<String> names(GetConfigurationReply reply) {
        return reply.getConfiguration().getClusterPropertiesList().stream()
                .flatMap(set -> set.getAttributesList().stream())
                .map(Attribute::getName)
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void write(Machine machine) {
        int number = 0;
        while (!closed) {
            // The machine's socket is another one after each start of its daemon.
            try (ClusterClient api = machine.api()) {
                while (!closed) {
                    String name = PREFIX + run + "-" + machine.name() + "-" + number++;
                    var _ = api.change(setting(name));
                    acknowledged.add(name);
                    LockSupport.parkNanos(PERIOD.toNanos());
                }
            } catch (CommandFailure unknown) {
                // Not acknowledged: it may be there or not.
                LockSupport.parkNanos(PERIOD.toNanos());
            }
        }
    }

    private static ChangeConfigurationRequest setting(String name) {
        return ChangeConfigurationRequest.newBuilder()
                .setContext(NetworkCluster.context())
                .setEdits(ConfigurationEdits.newBuilder().addEdits(Edits.setProperty(
                        ConfigurationSection.CLUSTER_PROPERTIES, name, "1")))
                .build();
    }
}
