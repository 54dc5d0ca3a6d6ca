// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeCondition;
import dev.mainstay.model.NodeCondition.JoinState;
import dev.mainstay.model.NodeCondition.Presence;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the {@code status} element and the status that the root carries. */
final class StatusReader {
    private final Mistakes mistakes;
    private final HistoryReader histories;

    StatusReader(Mistakes mistakes) {
        this.mistakes = mistakes;
        this.histories = new HistoryReader(mistakes);
    }

    /** The year 9999: what is later is no date, and adding a duration to it no longer works. */
    private static final long LATEST = 253_402_300_799L;

    /** Seconds since 1970; empty for absent, malformed, non-positive or absurd numbers. */
    static Optional<Instant> instant(Optional<String> seconds) {
        try {
            return seconds.map(s -> Long.parseLong(s.strip()))
                    .filter(s -> s > 0 && s <= LATEST)
                    .map(Instant::ofEpochSecond);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    ClusterStatus read(XmlElement root, Configuration configuration) {
        List<NodeStatus> nodes = new ArrayList<>();
        List<TicketStatus> tickets = new ArrayList<>();
        for (XmlElement element : root.child("status").map(XmlElement::children)
                .orElse(List.of())) {
            if (element.name().equals("node_state")) {
                mistakes.read(element, e -> node(e, configuration))
                        .flatMap(Function.identity()).ifPresent(nodes::add);
            } else if (element.name().equals("tickets")) {
                tickets.addAll(mistakes.readAll(
                        element.children("ticket_state"), StatusReader::ticket));
            }
        }
        return new ClusterStatus(
                isTrue(root, "have-quorum"),
                !isTrue(root, "no-quorum-panic") ? isTrue(root, "have-quorum") : true,
                false,
                root.attribute("dc-uuid").flatMap(id -> name(configuration, id)),
                nodes,
                tickets);
    }

    private static Optional<NodeId> name(Configuration configuration, String identity) {
        return configuration.nodes().stream()
                .filter(n -> n.identity().equals(identity))
                .map(Node::name)
                .findFirst();
    }

    private Optional<NodeStatus> node(XmlElement element, Configuration configuration)
            throws CibFormatException {
        String identity = element.required("id");
        Optional<NodeId> name = element.attribute("uname").map(NodeId::new)
                .or(() -> name(configuration, identity));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        TreeMap<String, String> attributes = new TreeMap<>();
        TreeMap<String, String> utilization = new TreeMap<>();
        for (XmlElement transients : element.children("transient_attributes")) {
            for (XmlElement set : transients.children()) {
                for (XmlElement pair : set.children("nvpair")) {
                    mistakes.read(pair, p -> p.required("name")).ifPresent(
                            key -> (set.name().equals("utilization") ? utilization : attributes)
                                    .put(key, pair.attribute("value").orElse("")));
                }
            }
        }
        List<ResourceHistory> resources = new ArrayList<>();
        for (XmlElement lrm : element.children("lrm")) {
            for (XmlElement list : lrm.children("lrm_resources")) {
                resources.addAll(mistakes.readAll(
                        list.children("lrm_resource"), histories::read));
            }
        }
        return Optional.of(new NodeStatus(
                name.get(), identity, condition(element), attributes, utilization, resources));
    }

    private static NodeCondition condition(XmlElement element) {
        return new NodeCondition(
                presence(element.attribute("in_ccm")),
                presence(element.attribute("crmd")),
                join(element.attribute("join")),
                join(element.attribute("expected")),
                timestamp(element.attribute("in_ccm")),
                timestamp(element.attribute("crmd")),
                isTrue(element, "remote_node"),
                isSet(element, "node_fenced"),
                isSet(element, "node_in_maintenance"));
    }

    /** Newer members write since when (0 for absent) where older ones wrote a word. */
    private static Presence presence(Optional<String> text) {
        if (text.isEmpty()) {
            return Presence.UNKNOWN;
        }
        boolean present = timestamp(text).isPresent()
                || text.get().equals("online")
                || BooleanText.isTrue(text.get());
        return present ? Presence.PRESENT : Presence.ABSENT;
    }

    private static Optional<Instant> timestamp(Optional<String> text) {
        return instant(text).filter(i -> i.getEpochSecond() > 1);
    }

    private static JoinState join(Optional<String> text) {
        return switch (text.orElse("")) {
            case "member" -> JoinState.MEMBER;
            case "pending" -> JoinState.PENDING;
            case "down" -> JoinState.DOWN;
            case "banned" -> JoinState.BANNED;
            default -> JoinState.UNKNOWN;
        };
    }

    private static TicketStatus ticket(XmlElement element) throws CibFormatException {
        TreeMap<String, String> attributes = new TreeMap<>(element.attributes());
        attributes.remove("id");
        return new TicketStatus(element.required("id"), isTrue(element, "granted"),
                isTrue(element, "standby"), attributes);
    }

    private static boolean isTrue(XmlElement element, String key) {
        return element.attribute(key).filter(BooleanText::isTrue).isPresent();
    }

    private static boolean isSet(XmlElement element, String key) {
        return element.attribute(key).filter(v -> !v.isEmpty() && !v.equals("0")
                && !v.equals("false")).isPresent();
    }
}
