// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.NodeCondition;
import dev.mainstay.model.NodeCondition.JoinState;
import dev.mainstay.model.NodeCondition.Presence;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.TicketStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes the {@code status} element. Machines are present or absent by the older words and not by
 * the time since when, because agents in the field look for {@code crmd="online"}.
 */
final class StatusWriter {
    private StatusWriter() {}

    static XmlElement status(ClusterStatus written) {
        XmlBuilder xml = new XmlBuilder("status");
        written.nodes().forEach(node -> xml.child(node(node)));
        if (!written.tickets().isEmpty()) {
            xml.child(new XmlBuilder("tickets")
                    .children(written.tickets().stream().map(StatusWriter::ticket).toList())
                    .build());
        }
        return xml.build();
    }

    private static XmlElement node(NodeStatus node) {
        NodeCondition condition = node.condition();
        XmlBuilder xml = new XmlBuilder("node_state")
                .with("id", node.identity())
                .with("uname", node.name().value())
                .with("remote_node", flag(condition.remote()))
                .with("in_ccm", presence(condition.membership(), "true", "false"))
                .with("crmd", presence(condition.process(), "online", "offline"))
                .with("join", join(condition.join()))
                .with("expected", join(condition.expected()))
                .with("node_fenced", flag(condition.fenced()))
                .with("node_in_maintenance", flag(condition.maintenance()));
        XmlBuilder transients = new XmlBuilder("transient_attributes").with("id", node.identity());
        block(transients, "instance_attributes", node, node.transientAttributes());
        block(transients, "utilization", node, node.transientUtilization());
        xml.child(transients.build());
        return xml.child(new XmlBuilder("lrm").with("id", node.identity())
                .child(new XmlBuilder("lrm_resources")
                        .children(node.histories().stream().map(StatusWriter::history).toList())
                        .build())
                .build()).build();
    }

    private static Optional<String> flag(boolean set) {
        return set ? Optional.of("true") : Optional.empty();
    }

    private static Optional<String> presence(Presence presence, String there, String gone) {
        return switch (presence) {
            case PRESENT -> Optional.of(there);
            case ABSENT -> Optional.of(gone);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<String> join(JoinState state) {
        return state == JoinState.UNKNOWN ? Optional.empty()
                : Optional.of(state.name().toLowerCase(Locale.ROOT));
    }

    private static void block(XmlBuilder transients, String name, NodeStatus node,
            SortedMap<String, String> values) {
        if (values.isEmpty() && !name.equals("instance_attributes")) {
            return;
        }
        String prefix = name.equals("utilization") ? "status-utilization-" : "status-";
        XmlBuilder set = new XmlBuilder(name).with("id", prefix + node.identity());
        values.forEach((key, value) -> set.child(new XmlBuilder("nvpair")
                .with("id", prefix + node.identity() + "-" + key.replaceAll("[^A-Za-z0-9._-]", "."))
                .with("name", key)
                .with("value", value)
                .build()));
        transients.child(set.build());
    }

    private static XmlElement history(ResourceHistory history) {
        return new XmlBuilder("lrm_resource")
                .with("id", history.instance().value())
                .with("class", history.agent().standard())
                .with("provider", history.agent().provider())
                .with("type", history.agent().type())
                .with("container", history.container())
                .with("shutdown-lock", history.shutdownLock().map(Instant::getEpochSecond))
                .children(history.records().stream().map(HistoryWriter::operation).toList())
                .build();
    }

    private static XmlElement ticket(TicketStatus ticket) {
        return new XmlBuilder("ticket_state")
                .with("id", ticket.id())
                .with("granted", Boolean.toString(ticket.granted()))
                .with("standby", Boolean.toString(ticket.standby()))
                .withAll(ticket.attributes())
                .build();
    }
}
