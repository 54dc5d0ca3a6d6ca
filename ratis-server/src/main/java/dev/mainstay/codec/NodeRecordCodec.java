// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.decodeAll;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.SnapshotProto;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.InstanceHistory.Certainty;
import dev.mainstay.state.Join;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeRecord.Watchdog;
import dev.mainstay.state.NodeState;
import dev.mainstay.state.WantedMonitor;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.NodeThrottle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/** Machines in snapshots, with their histories. */
final class NodeRecordCodec {

    private NodeRecordCodec() {}

    static SnapshotProto.NodeRecord encode(NodeRecord node) {
        var message = SnapshotProto.NodeRecord.newBuilder()
                .setNode(node.node().value())
                .setJoin(encode(node.join()))
                .setState(SnapshotProto.NodeRecord.State.valueOf(node.state().name()))
                .setSince(LogValues.encode(node.since()))
                .setWatchdogArmed(node.watchdogArmed())
                .setLastOrder(node.lastOrder());
        node.throttle().ifPresent(throttle -> message.setThrottle(ThrottleCodec.encode(throttle)));
        node.pendingJoin().ifPresent(join -> message.setPendingJoin(encode(join)));
        node.attributes().entrySet()
                .forEach(entry -> message.addAttributes(SnapshotWriter.nameValue(entry)));
        node.privateAttributes().entrySet()
                .forEach(entry -> message.addPrivateAttributes(SnapshotWriter.nameValue(entry)));
        node.histories().values().forEach(history -> message.addHistories(encode(history)));
        node.monitors().values().forEach(monitor -> message.addMonitors(encode(monitor)));
        return message.build();
    }

    static NodeRecord node(SnapshotProto.NodeRecord message) throws MalformedField {
        Optional<Join> pendingJoin = message.hasPendingJoin()
                ? Optional.of(decode("pendingJoin", message.getPendingJoin(),
                        NodeRecordCodec::join))
                : Optional.empty();
        Optional<NodeThrottle> throttle = message.hasThrottle()
                ? Optional.of(decode("throttle", message.getThrottle(), ThrottleCodec::throttle))
                : Optional.empty();
        return new NodeRecord(
                new NodeId(required("node", message.getNode())),
                decode("join", message.getJoin(), NodeRecordCodec::join),
                state(message.getState()),
                decode("since", message.getSince(), LogValues::instant),
                message.getWatchdogArmed() ? Watchdog.ARMED : Watchdog.DISARMED,
                throttle,
                pendingJoin,
                attributes(message.getAttributesList()),
                attributes(message.getPrivateAttributesList()),
                histories(decodeAll("histories", message.getHistoriesList(),
                        NodeRecordCodec::history)),
                monitors(decodeAll("monitors", message.getMonitorsList(),
                        NodeRecordCodec::monitor)),
                message.getLastOrder());
    }

    static PSortedMap<String, String> attributes(List<SnapshotProto.NameValue> messages) {
        TreeMap<String, String> attributes = new TreeMap<>();
        messages.forEach(pair -> attributes.put(pair.getName(), pair.getValue()));
        return TreePMap.fromSortedMap(attributes);
    }

    private static PSortedMap<InstanceId, InstanceHistory> histories(
            List<InstanceHistory> histories) {
        TreeMap<InstanceId, InstanceHistory> sorted = new TreeMap<>();
        histories.forEach(history -> sorted.put(history.history().instance(), history));
        return TreePMap.fromSortedMap(sorted);
    }

    private static PSortedMap<WantedMonitor.Key, WantedMonitor> monitors(
            List<WantedMonitor> monitors) {
        TreeMap<WantedMonitor.Key, WantedMonitor> sorted = new TreeMap<>();
        monitors.forEach(monitor -> sorted.put(monitor.key(), monitor));
        return TreePMap.fromSortedMap(sorted);
    }

    private static SnapshotProto.NodeRecord.Join encode(Join join) {
        var message = SnapshotProto.NodeRecord.Join.newBuilder()
                .setIncarnation(join.incarnation())
                .setBootId(join.bootId())
                .setSupportedLevel(join.supportedLevel())
                .setVersion(join.version())
                .setAt(LogValues.encode(join.at()));
        join.host().ifPresent(host -> message
                .setHost(host.node().value())
                .setHostIncarnation(host.incarnation()));
        return message.build();
    }

    private static Join join(SnapshotProto.NodeRecord.Join message) throws MalformedField {
        return new Join(
                message.getIncarnation(),
                message.getBootId(),
                message.getSupportedLevel(),
                message.getVersion(),
                decode("at", message.getAt(), LogValues::instant),
                message.getHost().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Join.Host(
                                new NodeId(message.getHost()), message.getHostIncarnation())));
    }

    private static NodeState state(SnapshotProto.NodeRecord.State message)
            throws MalformedField {
        return switch (message) {
            case ABSENT -> NodeState.ABSENT;
            case ONLINE -> NodeState.ONLINE;
            case SUSPECTED -> NodeState.SUSPECTED;
            case SHUTTING_DOWN -> NodeState.SHUTTING_DOWN;
            case RELEASED -> NodeState.RELEASED;
            case LOST -> NodeState.LOST;
            case SETTLED -> NodeState.SETTLED;
            case LEFT -> NodeState.LEFT;
            case UNHEARD -> NodeState.UNHEARD;
            case STATE_UNSPECIFIED, UNRECOGNIZED -> throw unknownKind("state");
        };
    }

    private static SnapshotProto.NodeRecord.History encode(InstanceHistory history) {
        ResourceHistory resource = history.history();
        var message = SnapshotProto.NodeRecord.History.newBuilder()
                .setInstance(resource.instance().value())
                .setAgent(ResourceCodec.encode(resource.agent()))
                .addAllRecords(resource.records().stream()
                        .map(OperationRecordCodec::encode)
                        .toList())
                .setUnknown(history.certainty() == Certainty.UNKNOWN);
        history.arrival().ifPresent(arrival -> message.setArrival(
                SnapshotProto.NodeRecord.Arrival.newBuilder()
                        .setSource(arrival.source().value())
                        .setSince(arrival.since())));
        resource.container().ifPresent(container -> message.setContainer(container.value()));
        resource.shutdownLock().ifPresent(at -> message.setShutdownLock(LogValues.encode(at)));
        history.lastOperation().ifPresent(id -> message.setLastOperation(LogValues.encode(id)));
        return message.build();
    }

    private static InstanceHistory history(SnapshotProto.NodeRecord.History message)
            throws MalformedField {
        Optional<Instant> shutdownLock = message.hasShutdownLock()
                ? Optional.of(decode("shutdownLock", message.getShutdownLock(),
                        LogValues::instant))
                : Optional.empty();
        ResourceHistory resource = new ResourceHistory(
                new InstanceId(required("instance", message.getInstance())),
                decode("agent", message.getAgent(), ResourceCodec::agent),
                message.hasContainer()
                        ? Optional.of(new ResourceId(message.getContainer()))
                        : Optional.empty(),
                shutdownLock,
                decodeAll("records", message.getRecordsList(), OperationRecordCodec::record));
        return new InstanceHistory(
                resource,
                message.getUnknown() ? Certainty.UNKNOWN : Certainty.KNOWN,
                message.hasLastOperation()
                        ? Optional.of(LogValues.actionId(message.getLastOperation()))
                        : Optional.empty(),
                message.hasArrival()
                        ? Optional.of(decode("arrival", message.getArrival(),
                                NodeRecordCodec::arrival))
                        : Optional.empty());
    }

    private static InstanceHistory.Arrival arrival(SnapshotProto.NodeRecord.Arrival message)
            throws MalformedField {
        return new InstanceHistory.Arrival(
                new NodeId(required("source", message.getSource())), message.getSince());
    }

    private static SnapshotProto.NodeRecord.Monitor encode(WantedMonitor monitor) {
        return SnapshotProto.NodeRecord.Monitor.newBuilder()
                .setOrderedBy(LogValues.encode(monitor.orderedBy()))
                .setAction(TransitionCodec.encode(monitor.action()))
                .setConfigurationRevision(monitor.configurationRevision())
                .build();
    }

    private static WantedMonitor monitor(SnapshotProto.NodeRecord.Monitor message)
            throws MalformedField {
        if (!(TransitionCodec.action(message.getAction()) instanceof ResourceAction action)) {
            throw new MalformedField("action", "is not that of a resource");
        }
        return new WantedMonitor(
                LogValues.actionId(message.getOrderedBy()),
                action,
                message.getConfigurationRevision());
    }
}
