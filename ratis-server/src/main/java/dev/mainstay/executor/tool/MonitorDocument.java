// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.cib.XmlBuilder;
import dev.mainstay.cib.XmlElement;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Score;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The status as {@code crm_mon} writes it. Agents look into it by regular expressions too, which
 * rely on the order of attributes.
 */
final class MonitorDocument {
    private final ClusterView view;

    MonitorDocument(ClusterView view) {
        this.view = view;
    }

    List<XmlElement> content() {
        List<XmlElement> content = new ArrayList<>();
        content.add(new MonitorSummary(view).element());
        content.add(new XmlBuilder("nodes")
                .children(view.nodes().stream().map(this::node).toList()).build());
        content.add(new XmlBuilder("resources")
                .children(view.resources().stream()
                        .map(new MonitorResources(view.input().configuration())::element)
                        .toList())
                .build());
        content.add(new XmlBuilder("node_attributes")
                .children(view.nodes().stream().map(MonitorDocument::attributes).toList())
                .build());
        content.addAll(new MonitorHistory(view).content());
        List<XmlElement> fenced = FencingHistory.records(view.state())
                .map(FencingHistory::event).toList();
        addIfAny(content, "fence_history", fenced);
        addIfAny(content, "tickets", view.state().tickets().values().stream()
                .map(MonitorDocument::ticket).toList());
        addIfAny(content, "bans", bans());
        return content;
    }

    private static void addIfAny(List<XmlElement> content, String name, List<XmlElement> inside) {
        if (!inside.isEmpty()) {
            content.add(new XmlBuilder(name).children(inside).build());
        }
    }

    private XmlElement node(WorkNode node) {
        long running = view.resources().stream().flatMap(WorkResource::primitives)
                .filter(one -> one.runsOn(node)).count();
        return new XmlBuilder("node")
                .with("name", node.name())
                .with("id", node.identity())
                .with("online", flag(node.is(NodeFlag.ONLINE)))
                .with("standby", flag(node.is(NodeFlag.STANDBY)))
                .with("standby_onfail", flag(node.is(NodeFlag.STANDBY_ON_FAIL)))
                .with("maintenance", flag(node.is(NodeFlag.MAINTENANCE)))
                .with("pending", flag(node.is(NodeFlag.PENDING)))
                .with("unclean", flag(node.is(NodeFlag.UNCLEAN)))
                .with("health", health(node))
                .with("shutdown", flag(node.is(NodeFlag.SHUTDOWN)))
                .with("expected_up", flag(node.is(NodeFlag.EXPECTED_UP)))
                .with("is_dc", flag(view.leader().filter(node.id()::equals).isPresent()))
                .with("resources_running", Long.toString(running))
                .with("type", node.isGuest() || node.isRemote() ? "remote" : "member")
                .build();
    }

    /** The worst of what the attributes for health say. */
    private static String health(WorkNode node) {
        List<String> said = node.attributes().tailMap("#health").entrySet().stream()
                .takeWhile(one -> one.getKey().startsWith("#health"))
                .map(one -> one.getValue().toLowerCase(Locale.ROOT)).toList();
        boolean red = said.stream().anyMatch(value -> value.equals("red")
                || Score.parse(value).filter(score -> score.value() < 0).isPresent());
        if (red) {
            return "red";
        }
        return said.contains("yellow") ? "yellow" : "green";
    }

    private static XmlElement attributes(WorkNode node) {
        XmlBuilder xml = new XmlBuilder("node").with("name", node.name());
        new TreeMap<>(node.attributes()).forEach((name, value) -> {
            if (!name.startsWith("#")) {
                xml.child(new XmlBuilder("attribute")
                        .with("name", name).with("value", value).build());
            }
        });
        return xml.build();
    }

    private static XmlElement ticket(TicketStatus ticket) {
        return new XmlBuilder("ticket")
                .with("id", ticket.id())
                .with("status", ticket.granted() ? "granted" : "revoked")
                .with("standby", flag(ticket.standby()))
                .build();
    }

    private List<XmlElement> bans() {
        List<XmlElement> bans = new ArrayList<>();
        for (Constraint constraint : view.input().configuration().constraints()) {
            if (constraint instanceof Constraint.Location location) {
                location.score().flatMap(Score::parse).filter(score -> score.value() < 0)
                        .ifPresent(score -> location.node().ifPresent(node -> bans.add(
                                ban(location, node, score))));
            }
        }
        return bans;
    }

    private static XmlElement ban(Constraint.Location location, NodeId node, Score score) {
        boolean promoted = location.role()
                .filter(role -> role.equals("Promoted") || role.equals("Master")).isPresent();
        return new XmlBuilder("ban")
                .with("id", location.id())
                .with("resource", location.resource())
                .with("node", node.value())
                .with("weight", Integer.toString(score.value()))
                .with("promoted-only", flag(promoted))
                .with("master_only", flag(promoted))
                .build();
    }

    static String flag(boolean value) {
        return Boolean.toString(value);
    }
}
