// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.BooleanText;
import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.state.Activity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.Member;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import dev.mainstay.transition.ThrottleMode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Shows the machines. */
final class NodeEncoder {

    private NodeEncoder() {}

    static List<NodeStatusView> nodes(Reading reading) {
        ClusterState state = reading.state();
        TreeSet<NodeId> names = new TreeSet<>(state.membership().members().keySet());
        names.addAll(state.nodes().keySet());
        return names.stream().map(name -> node(reading, name)).toList();
    }

    private static NodeStatusView node(Reading reading, NodeId name) {
        ClusterState state = reading.state();
        Optional<Member> member = state.member(name);
        Optional<NodeRecord> node = state.node(name);
        boolean standby = isOn(state, name, "standby");
        boolean maintenance = isOn(state, name, "maintenance");
        NodeStatusView.Builder view = NodeStatusView.newBuilder()
                .setName(name.value())
                .setState(node.map(known -> text(state, known, standby, maintenance))
                        .orElse(NodeState.ABSENT.text()))
                .setLeader(reading.leader().filter(name::equals).isPresent())
                .setVoter(member.filter(Member::voter).isPresent())
                .setApiAddress(member.map(Member::apiAddress).orElse(""))
                .setRaftAddress(member.map(Member::raftAddress).orElse(""))
                .setStandby(standby)
                .setMaintenance(maintenance);
        node.ifPresent(known -> view
                .setIncarnation(known.incarnation())
                .setWatchdogArmed(known.watchdogArmed())
                .putAllAttributes(known.attributes())
                .setSinceMillis(known.since().toEpochMilli())
                .addAllRunning(running(known)));
        Optional.ofNullable(state.membership().remotes().get(name)).ifPresent(machine -> view
                .setRemote(true)
                .setAgentAddress(machine.address())
                .setHost(node.filter(NodeRecord::isActive)
                        .flatMap(known -> known.join().host())
                        .map(host -> host.node().value())
                        .orElse("")));
        node.flatMap(NodeRecord::throttle).ifPresent(throttle -> view
                .setLoad(load(throttle.mode()))
                .setProcessors(throttle.processors()));
        return view.build();
    }

    private static String load(ThrottleMode mode) {
        return switch (mode) {
            case NONE -> "";
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
        };
    }

    private static String text(
            ClusterState state, NodeRecord node, boolean standby, boolean maintenance) {
        if (state.fencing().open(node.node()).isPresent()) {
            return "fencing";
        }
        if (node.isPending()) {
            return "pending";
        }
        if (node.isRestarting()) {
            return "restarting";
        }
        if (node.state() == NodeState.ONLINE && maintenance) {
            return "maintenance";
        }
        if (node.state() == NodeState.ONLINE && standby) {
            return "standby";
        }
        return node.state().text();
    }

    /** What a lost machine ran nobody knows any more. */
    private static List<String> running(NodeRecord node) {
        if (!node.isActive()) {
            return List.of();
        }
        return node.histories().values().stream()
                .filter(history -> history.activity() == Activity.ACTIVE
                        || history.activity() == Activity.PROMOTED)
                .map(InstanceHistory::history)
                .map(history -> history.instance().value())
                .toList();
    }

    /** A transient attribute counts before the permanent one of the same name. */
    private static boolean isOn(ClusterState state, NodeId name, String attribute) {
        Optional<String> value = state.node(name)
                .flatMap(node -> Optional.ofNullable(node.attributes().get(attribute)))
                .or(() -> permanent(state, name, attribute));
        return value.filter(BooleanText::isTrue).isPresent();
    }

    private static Optional<String> permanent(ClusterState state, NodeId name, String attribute) {
        return state.configuration().nodes().stream()
                .filter(node -> node.name().equals(name))
                .flatMap(node -> node.attributes().stream())
                .flatMap(set -> set.attributes().stream())
                .filter(one -> one.name().filter(attribute::equals).isPresent())
                .findFirst()
                .flatMap(Attribute::value);
    }
}
