// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.FenceSequence.Ending;
import dev.mainstay.executor.FenceSequence.Ownership;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.FencingTimeout;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.FenceClient;
import dev.mainstay.port.FenceClient.Device;
import dev.mainstay.port.NodeClock;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.FencingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The fence operations that this node owns: each assignment is carried out once, from the first
 * level to the last, and its one result recorded. Operations that are not this node's any more, and
 * all of them at the end of the lease, are ended without a report.
 */
final class FenceDuties {

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final FenceClient client;
    private final NodeClock clock;
    private final OrderResolution resolution;
    private final QuorumLease lease;
    private final Recorder recorder;
    private final SortedMap<Long, FenceSequence> sequences = new TreeMap<>();
    private long incarnation;

    FenceDuties(
            ExecutorPorts ports, OrderResolution resolution, QuorumLease lease, Recorder recorder) {
        this.ports = ports;
        this.loop = ports.loop();
        this.client = ports.fences();
        this.clock = ports.clock();
        this.resolution = resolution;
        this.lease = lease;
        this.recorder = recorder;
    }

    /** Begins what is new and ends what is not wanted of this node any more. */
    void reconcile(NodeView view) {
        incarnation = view.incarnation();
        List<Long> wanted = view.duties().stream().map(FencingRecord::assignedAt).toList();
        sequences.entrySet().removeIf(entry -> {
            boolean unwanted = !wanted.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().abandon();
            }
            return unwanted;
        });
        for (FencingRecord duty : view.duties()) {
            if (!sequences.containsKey(duty.assignedAt())) {
                begin(duty, view);
            }
        }
    }

    /** The lease is over: whatever still runs is ended, and nothing is reported of it. */
    void abandon() {
        sequences.values().forEach(FenceSequence::abandon);
        sequences.clear();
    }

    private void begin(FencingRecord duty, NodeView view) {
        Configuration configuration = view.configuration();
        // An empty sequence holds the place while the devices are asked whom they cover.
        FenceSequence pending = sequence(duty, configuration, List.of());
        sequences.put(duty.assignedAt(), pending);
        FenceTopology topology = new FenceTopology(
                configuration, view.placement().get(), resolution, ports.self(), clock.wall());
        List<List<Device>> levels = topology.levels(duty.target());
        Consumer<List<List<Device>>> start = found -> {
            if (sequences.get(duty.assignedAt()) == pending) {
                FenceSequence sequence = sequence(duty, configuration, found);
                sequences.put(duty.assignedAt(), sequence);
                sequence.begin();
            }
        };
        if (levels.isEmpty()) {
            covering(topology.devices(), 0, duty, new ArrayList<>(), start);
        } else {
            start.accept(levels);
        }
    }

    /** Without a topology each device that covers the target is a level of its own. */
    private void covering(
            List<Device> devices,
            int next,
            FencingRecord duty,
            List<List<Device>> found,
            Consumer<List<List<Device>>> then) {
        if (next == devices.size()) {
            then.accept(found);
            return;
        }
        Device device = devices.get(next);
        loop.when(client.covers(device, duty.target()), covers -> {
            if (covers) {
                found.add(List.of(device));
            }
            covering(devices, next + 1, duty, found, then);
        });
    }

    private FenceSequence sequence(
            FencingRecord duty, Configuration configuration, List<List<Device>> levels) {
        Ownership ownership = new Ownership(
                incarnation, lease::deadlineNanos, FencingTimeout.millis(configuration));
        return new FenceSequence(loop, client, duty, ownership, levels, this::report);
    }

    private void report(Ending ending) {
        FencingRecord duty = ending.duty();
        FencingEvent event = ending.succeeded()
                ? new FencingEvent.Succeeded(
                        ports.self(), duty.operation(), ending.device(), ending.detail())
                : new FencingEvent.Failed(
                        ports.self(), duty.operation(), ending.device(), ending.detail());
        recorder.record(
                "fencing:" + ports.self() + ":" + incarnation + ":" + duty.assignedAt(),
                new Command.RecordFencing(duty.target(), duty.incarnation(), event),
                applied -> {});
    }
}
