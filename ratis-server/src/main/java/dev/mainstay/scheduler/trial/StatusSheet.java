// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.trial;

import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeCondition;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.scheduler.SchedulerInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A cluster's status while it is being written over. */
final class StatusSheet {

    private final SchedulerInput input;
    private final LinkedHashMap<NodeId, NodeStatus> nodes = new LinkedHashMap<>();
    private final LinkedHashMap<String, TicketStatus> tickets = new LinkedHashMap<>();
    private boolean quorate;
    private boolean watchdog;

    StatusSheet(SchedulerInput input) {
        this.input = input;
        ClusterStatus status = input.status();
        status.nodes().forEach(node -> nodes.put(node.name(), node));
        status.tickets().forEach(ticket -> tickets.put(ticket.id(), ticket));
        quorate = status.quorate();
        watchdog = status.watchdog();
    }

    /** The input with what was written. */
    SchedulerInput input() {
        ClusterStatus before = input.status();
        ClusterStatus after = new ClusterStatus(quorate, before.everQuorate() || quorate, watchdog,
                before.designatedController(), List.copyOf(nodes.values()),
                List.copyOf(tickets.values()));
        return new SchedulerInput(input.configuration(), after, List.of(), input.now());
    }

    void quorate(boolean value) {
        quorate = value;
    }

    void watchdog(boolean value) {
        watchdog = value;
    }

    void ticket(String id, UnaryOperator<TicketStatus> change) {
        TicketStatus before = tickets.getOrDefault(id,
                new TicketStatus(id, false, false, SortedMaps.empty()));
        tickets.put(id, change.apply(before));
    }

    Optional<NodeStatus> node(NodeId name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** Makes a node look like this; one that nothing is known of yet comes first. */
    void condition(NodeId name, NodeCondition condition) {
        NodeStatus node = known(name);
        nodes.put(name, new NodeStatus(name, node.identity(), condition,
                node.transientAttributes(), node.transientUtilization(), node.histories()));
    }

    /** Forgets what ran on a node and what was said of it until it leaves. */
    void forget(NodeId name) {
        NodeStatus node = known(name);
        nodes.put(name, new NodeStatus(name, node.identity(), node.condition(),
                SortedMaps.empty(), SortedMaps.empty(), List.of()));
    }

    SortedMap<String, String> attributes(NodeId name) {
        return known(name).transientAttributes();
    }

    void attributes(NodeId name, UnaryOperator<TreeMap<String, String>> change) {
        NodeStatus node = known(name);
        nodes.put(name, new NodeStatus(name, node.identity(), node.condition(),
                change.apply(new TreeMap<>(node.transientAttributes())),
                node.transientUtilization(), node.histories()));
    }

    List<ResourceHistory> histories(NodeId name) {
        return known(name).histories();
    }

    /** Puts a history in the place of the one of the same instance, or after all others. */
    void history(NodeId name, InstanceId instance, Optional<ResourceHistory> history) {
        NodeStatus node = known(name);
        List<ResourceHistory> histories = new ArrayList<>();
        boolean replaced = false;
        for (ResourceHistory each : node.histories()) {
            if (each.instance().equals(instance)) {
                history.ifPresent(histories::add);
                replaced = true;
            } else {
                histories.add(each);
            }
        }
        if (!replaced) {
            history.ifPresent(histories::add);
        }
        nodes.put(name, new NodeStatus(name, node.identity(), node.condition(),
                node.transientAttributes(), node.transientUtilization(), histories));
    }

    private NodeStatus known(NodeId name) {
        return Optional.ofNullable(nodes.get(name)).orElseGet(() -> new NodeStatus(name,
                input.configuration().nodes().stream()
                        .filter(node -> node.name().equals(name))
                        .map(node -> node.identity())
                        .findFirst().orElse(name.value()),
                Conditions.ABSENT, SortedMaps.empty(), SortedMaps.empty(), List.of()));
    }
}
