// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import java.util.ArrayList;
import java.util.List;

/**
 * A small cluster drawn from a seed: what is configured fits together, and the status is one that a
 * cluster may come to, with failures, lost machines and operations that are not through.
 */
final class GeneratedCib {
    private final Chance chance;
    private final List<String> machines = new ArrayList<>();
    private final GeneratedResources resources;

    private GeneratedCib(long seed) {
        chance = new Chance(seed);
        int count = chance.within(2, 5);
        for (int i = 1; i <= count; i++) {
            machines.add("n" + i);
        }
        resources = new GeneratedResources(chance);
    }

    static CibNode of(long seed) {
        return new GeneratedCib(seed).document();
    }

    private CibNode document() {
        boolean fencing = chance.percent(75);
        CibNode made = resources.create(fencing);
        CibNode constraints = new GeneratedConstraints(
                chance, machines, resources.constrainable()).create();
        CibNode configuration = CibNode.of("configuration").with(
                CibNode.of("crm_config").with(options(fencing)), nodes(), made, constraints);
        if (chance.percent(30)) {
            configuration.with(CibNode.of("rsc_defaults").with(pairs("meta_attributes",
                    "rsc-options", "resource-stickiness", chance.of("0", "1", "100"))));
        }
        if (chance.percent(20)) {
            configuration.with(CibNode.of("op_defaults").with(pairs("meta_attributes",
                    "op-options", "timeout", chance.of("30s", "PT1M"))));
        }
        return CibNode.of("cib", "validate-with", "pacemaker-3.9", "have-quorum",
                chance.percent(85) ? "1" : "0", "dc-uuid", "1", "execution-date", "1750000000")
                .with(configuration,
                        new GeneratedStatus(chance, machines, resources.services()).create());
    }

    private CibNode options(boolean fencing) {
        CibNode set = CibNode.of("cluster_property_set", "id", "options");
        option(set, "stonith-enabled", String.valueOf(fencing));
        maybe(set, "no-quorum-policy", "stop", "freeze", "ignore", "demote", "suicide");
        maybe(set, "symmetric-cluster", "false");
        maybe(set, "placement-strategy", "utilization", "balanced", "minimal");
        maybe(set, "maintenance-mode", "true");
        maybe(set, "start-failure-is-fatal", "false");
        maybe(set, "stop-orphan-resources", "false");
        maybe(set, "concurrent-fencing", "false");
        maybe(set, "shutdown-lock", "true");
        maybe(set, "node-health-strategy", "migrate-on-red", "progressive");
        maybe(set, "startup-fencing", "false");
        return set;
    }

    private void maybe(CibNode set, String name, String... values) {
        if (chance.percent(12)) {
            option(set, name, chance.of(values));
        }
    }

    private static void option(CibNode set, String name, String value) {
        set.with(CibNode.of("nvpair", "id", "options-" + name, "name", name, "value", value));
    }

    /** @param pairs names, each followed by its value */
    static CibNode pairs(String element, String id, String... pairs) {
        CibNode set = CibNode.of(element, "id", id);
        for (int i = 0; i < pairs.length; i += 2) {
            set.with(CibNode.of("nvpair", "id", id + "-" + pairs[i], "name", pairs[i], "value",
                    pairs[i + 1]));
        }
        return set;
    }

    private CibNode nodes() {
        CibNode nodes = CibNode.of("nodes");
        for (int i = 0; i < machines.size(); i++) {
            CibNode node = CibNode.of("node", "id", String.valueOf(i + 1), "uname",
                    machines.get(i));
            node.with(pairs("instance_attributes", "node-" + (i + 1), "rack",
                    chance.of("a", "b"), chance.of("x", "standby", "x", "maintenance"),
                    chance.of("false", "false", "false", "true")));
            node.with(pairs("utilization", "room-" + (i + 1), "cpu", chance.of("2", "4", "8")));
            nodes.with(node);
        }
        return nodes;
    }
}
