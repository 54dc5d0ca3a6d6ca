// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Role;
import dev.mainstay.state.Activity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the histories of all machines tell of a resource: of itself for a primitive, of everything
 * in it for a collective one.
 */
final class ResourceActivity {

    /** What a person wants to hear first, in this order. */
    private enum Shown {
        FAILED("Failed"),
        UNKNOWN("Unknown"),
        STARTING("Starting"),
        STOPPING("Stopping"),
        PROMOTED(Role.PROMOTED.text()),
        UNPROMOTED(Role.UNPROMOTED.text()),
        STARTED(Role.STARTED.text()),
        STOPPED(Role.STOPPED.text());

        private final String text;

        Shown(String text) {
            this.text = text;
        }
    }

    private final TreeSet<Shown> shown = new TreeSet<>();
    private final TreeSet<NodeId> nodes = new TreeSet<>();
    private final TreeSet<NodeId> promotedNodes = new TreeSet<>();
    private final TreeSet<NodeId> degradedNodes = new TreeSet<>();
    private final List<OperationRecord> failures = new ArrayList<>();
    private final List<OperationRecord> degraded = new ArrayList<>();

    private ResourceActivity() {}

    static ResourceActivity of(ClusterState state, ResourceId resource, boolean promotable) {
        ResourceActivity activity = new ResourceActivity();
        List<ResourceId> leaves = state.revisions().index().leaves(resource);
        for (NodeRecord node : state.nodes().values()) {
            if (node.isActive()) {
                of(node, leaves).forEach(history -> activity.add(node, history, promotable));
            }
        }
        if (activity.nodes.isEmpty()) {
            // What a lost machine ran is in doubt until it is settled, or runs elsewhere.
            for (NodeRecord node : state.nodes().values()) {
                if (!node.isActive() && of(node, leaves).anyMatch(
                        history -> history.activity() != Activity.INACTIVE)) {
                    activity.shown.add(Shown.UNKNOWN);
                    activity.nodes.add(node.node());
                }
            }
        }
        for (InFlightAction action : state.progress().inFlight().values()) {
            if (action.action() instanceof ResourceAction ordered
                    && leaves.contains(ordered.resource())) {
                activity.add(ordered);
            }
        }
        return activity;
    }

    private static Stream<InstanceHistory> of(NodeRecord node, List<ResourceId> leaves) {
        return node.histories().values().stream()
                .filter(history -> leaves.contains(history.history().instance().resource()));
    }

    String role() {
        return shown.isEmpty() ? Shown.STOPPED.text : shown.first().text;
    }

    /** Where it is, or may be, active. */
    List<NodeId> nodes() {
        return List.copyOf(nodes);
    }

    List<NodeId> promotedNodes() {
        return List.copyOf(promotedNodes);
    }

    /** Where it works, but is likely to fail before long. */
    List<NodeId> degradedNodes() {
        return List.copyOf(degradedNodes);
    }

    boolean isFailed() {
        return shown.contains(Shown.FAILED);
    }

    /** Whether a stop failed, so that nothing but fencing or a person can go on. */
    boolean isBlocked() {
        return failures.stream().anyMatch(record -> record.task().equals(Task.STOP.ocfName()));
    }

    Optional<String> reason() {
        return last(failures)
                .map(record -> record.exitReason().orElseGet(() -> record.task() + " ended with "
                        + record.status() + ", exit code " + record.exitCode()))
                .or(() -> last(degraded).flatMap(OperationRecord::exitReason));
    }

    private static Optional<OperationRecord> last(List<OperationRecord> records) {
        return records.stream().max(Comparator.comparingInt(OperationRecord::order));
    }

    /** What the last monitor said counts, whichever of several it was. */
    private void addDegraded(NodeRecord node, InstanceHistory history) {
        last(history.history().records().stream()
                .filter(record -> record.task().equals(Task.MONITOR.ocfName())
                        && record.status() == OperationStatus.DONE)
                .toList())
                .filter(record -> OcfExitCode.isDegraded(record.exitCode()))
                .ifPresent(record -> {
                    degraded.add(record);
                    degradedNodes.add(node.node());
                });
    }

    private void add(NodeRecord node, InstanceHistory history, boolean promotable) {
        Activity activity = history.activity();
        switch (activity) {
            case ACTIVE -> shown.add(promotable ? Shown.UNPROMOTED : Shown.STARTED);
            case PROMOTED -> {
                shown.add(Shown.PROMOTED);
                promotedNodes.add(node.node());
            }
            case FAILED -> {
                shown.add(Shown.FAILED);
                history.history().records().stream()
                        .filter(FailureEncoder::isFailure)
                        .forEach(failures::add);
            }
            case UNKNOWN -> shown.add(Shown.UNKNOWN);
            case INACTIVE -> {
                return;
            }
        }
        nodes.add(node.node());
        addDegraded(node, history);
    }

    private void add(ResourceAction action) {
        switch (action.task()) {
            case START, MIGRATE_FROM -> shown.add(Shown.STARTING);
            case STOP -> shown.add(Shown.STOPPING);
            case PROBE, MONITOR, PROMOTE, DEMOTE, NOTIFY, MIGRATE_TO, RELOAD, RELOAD_AGENT,
                    DELETE -> {
                return;
            }
        }
        nodes.add(action.node());
    }
}
