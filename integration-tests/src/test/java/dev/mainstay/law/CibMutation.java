// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import java.util.ArrayList;
import java.util.List;

/** Damages documents, as people, scripts and attackers do. */
final class CibMutation {
    /** Deep enough to find recursion, and below what the reader refuses. */
    private static final int DEPTH = 60;

    private static final List<String> VALUES = List.of("", " ", "0", "-1", "1", "7", "true", "no",
            "INFINITY", "-INFINITY", "+INFINITY", "2147483647", "2147483648", "-2147483648",
            "9223372036854775807", "9223372036854775808", "99999999999999999999999999", "1e9",
            "0x1",
            "1.5", "10s", "-10s", "PT1M", "P1Y2M3DT4H5M6S", "P", "PT", "1000000000h",
            "PT99999999999999999999S", "99999999999999999999s", "5ms", "inf",
            "Started", "Promoted", "Master", "Stopped", "never", "exclusive", "stop", "promote",
            "fence", "block", "9:9:9:9", ":", ";", ";;", "a:b", "%", "[", "(((((", ".*", "a{99999}",
            "%1", "2026-13-45", "2026-02-30T25:61:61Z", "20260101", "1750000000",
            "\u00e9\ud83d\ude00",
            "a b", "x\ny", "monitor", "start", "#uname", "number", "literal", "ocf", "stonith",
            "remote", "VirtualDomain", "1-", "-", "3-1", "*");

    private static final List<String> NAMES = List.of("primitive", "group", "clone", "master",
            "bundle", "template", "rsc_location", "rsc_order", "rsc_colocation", "rsc_ticket",
            "resource_set", "rule", "expression", "date_expression", "nvpair", "operations", "op",
            "node_state", "lrm_rsc_op", "lrm_resource", "meta_attributes", "odd");

    private static final List<String> KEYS = List.of("id", "id-ref", "name", "value", "score",
            "role", "template", "rsc", "with-rsc", "first", "then", "kind", "interval", "class",
            "sequential", "require-all", "call-id", "rc-code", "op-status", "operation", "node",
            "rsc-pattern", "node-attribute", "symmetrical", "influence", "transition-key",
            "resource-discovery", "score-attribute", "loss-policy", "type", "in_ccm", "crmd",
            "join",
            "execution-date", "migrate_target", "on-fail", "timeout", "shutdown-lock", "container");

    private static final List<String> OPTIONS = List.of("priority", "resource-stickiness",
            "migration-threshold", "failure-timeout", "clone-max", "clone-node-max", "clone-min",
            "promoted-max", "promoted-node-max", "globally-unique", "interleave", "notify",
            "promotable", "target-role", "is-managed", "maintenance", "remote-node", "remote-port",
            "multiple-active", "requires", "placement-strategy", "no-quorum-policy",
            "node-health-strategy", "node-health-base", "#health-x", "shutdown-lock-limit", "cpu",
            "stonith-action", "priority-fencing-delay", "node-pending-timeout", "standby",
            "terminate", "shutdown", "reconnect_interval", "container-attribute-target",
            "provides", "pcmk_host_map", "cluster-recheck-interval", "concurrent-fencing");

    private final Chance chance;

    CibMutation(long seed) {
        chance = new Chance(seed);
    }

    /** Changes the document in one to so many places. */
    CibNode apply(CibNode root, int most) {
        int changes = chance.within(1, most);
        for (int i = 0; i < changes; i++) {
            change(root);
        }
        return root;
    }

    private void change(CibNode root) {
        List<CibNode> all = root.all();
        CibNode one = chance.of(all);
        CibNode other = chance.of(all);
        switch (chance.below(14)) {
            case 0 -> drop(one);
            case 1 -> duplicate(one);
            case 2 -> swap(one);
            case 3, 4, 5 -> revalue(one, all);
            case 6 -> one.attributes().put(chance.of(KEYS), value(all));
            case 7 -> removeAttribute(one);
            case 8 -> one.with(other.copy());
            case 9 -> one.rename(chance.percent(50) ? chance.of(NAMES) : other.name());
            case 10 -> one.children().clear();
            case 11 -> nest(one);
            default -> option(one, all);
        }
    }

    private void drop(CibNode node) {
        if (!node.children().isEmpty()) {
            node.children().remove(chance.below(node.children().size()));
        }
    }

    private void duplicate(CibNode node) {
        if (!node.children().isEmpty()) {
            CibNode copied = chance.of(node.children()).copy();
            if (chance.percent(50)) {
                copied.attributes().computeIfPresent("id", (key, id) -> id + "-2");
            }
            node.with(copied);
        }
    }

    private void swap(CibNode node) {
        chance.shuffle(node.children());
    }

    private void revalue(CibNode node, List<CibNode> all) {
        if (!node.attributes().isEmpty()) {
            node.attributes().put(chance.of(List.copyOf(keys(node))), value(all));
        }
    }

    private void removeAttribute(CibNode node) {
        if (!node.attributes().isEmpty()) {
            node.attributes().remove(chance.of(keys(node)));
        }
    }

    /** In the order of the document, for the same seed to make the same choice. */
    private static List<String> keys(CibNode node) {
        return new ArrayList<>(node.attributes().keySet());
    }

    /** An odd value, or one from elsewhere in the document: an id above all. */
    private String value(List<CibNode> all) {
        if (chance.percent(50)) {
            return chance.of(VALUES);
        }
        CibNode source = chance.of(all);
        return source.attribute("id").filter(_ -> chance.percent(70))
                .or(() -> source.attributes().values().stream().findFirst())
                .orElse("");
    }

    private void nest(CibNode node) {
        CibNode inner = node;
        int depth = chance.below(DEPTH);
        String name = chance.of(NAMES);
        for (int i = 0; i < depth; i++) {
            CibNode next = CibNode.of(name, "id", "deep" + i, "score", "1");
            inner.with(next);
            inner = next;
        }
    }

    private void option(CibNode node, List<CibNode> all) {
        String id = "odd" + chance.below(1_000_000);
        CibNode pair = CibNode.of("nvpair", "id", id, "name", chance.of(OPTIONS), "value",
                value(all));
        if (node.name().endsWith("attributes") || node.name().equals("cluster_property_set")) {
            node.with(pair);
        } else {
            node.with(CibNode.of(chance.of("meta_attributes", "instance_attributes",
                    "utilization"), "id", id + "-set").with(pair));
        }
    }
}
