// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import java.util.List;

/** The constraints of a {@link GeneratedCib}. They may contradict each other, as people's do. */
final class GeneratedConstraints {
    private static final String[] SCORES = {"INFINITY", "-INFINITY", "100", "-50", "1"};

    private final Chance chance;
    private final List<String> machines;
    private final List<String> resources;

    GeneratedConstraints(Chance chance, List<String> machines, List<String> resources) {
        this.chance = chance;
        this.machines = machines;
        this.resources = resources;
    }

    CibNode create() {
        CibNode constraints = CibNode.of("constraints");
        int count = chance.below(7);
        for (int i = 0; i < count; i++) {
            constraints.with(switch (chance.below(10)) {
                case 0, 1, 2 -> location("l" + i);
                case 3, 4, 5 -> colocation("c" + i);
                case 6, 7, 8 -> order("o" + i);
                default -> chance.percent(50) ? ticket("t" + i) : sets("s" + i);
            });
        }
        return constraints;
    }

    private CibNode location(String id) {
        if (chance.percent(70)) {
            return CibNode.of("rsc_location", "id", id, "rsc", chance.of(resources), "node",
                    chance.of(machines), "score", chance.of(SCORES));
        }
        return CibNode.of("rsc_location", "id", id, "rsc", chance.of(resources)).with(
                CibNode.of("rule", "id", id + "-r", "score", chance.of(SCORES), "boolean-op",
                        chance.of("and", "or")).with(
                                CibNode.of("expression", "id", id + "-e", "attribute", "rack",
                                        "operation", chance.of("eq", "ne"), "value", "a"),
                                CibNode.of("expression", "id", id + "-f", "attribute", "#uname",
                                        "operation", "ne", "value", chance.of(machines))));
    }

    private CibNode colocation(String id) {
        CibNode colocation = CibNode.of("rsc_colocation", "id", id, "rsc", chance.of(resources),
                "with-rsc", chance.of(resources), "score", chance.of(SCORES));
        if (chance.percent(20)) {
            colocation.attributes().put("with-rsc-role", "Promoted");
        }
        return colocation;
    }

    private CibNode order(String id) {
        CibNode order = CibNode.of("rsc_order", "id", id, "first", chance.of(resources), "then",
                chance.of(resources), "kind",
                chance.of("Mandatory", "Mandatory", "Optional", "Serialize"));
        if (chance.percent(20)) {
            order.attributes().put("first-action", chance.of("promote", "stop", "demote"));
            order.attributes().put("then-action", "start");
        }
        if (chance.percent(15)) {
            order.attributes().put("symmetrical", "false");
        }
        return order;
    }

    private CibNode ticket(String id) {
        return CibNode.of("rsc_ticket", "id", id, "ticket", "site", "rsc", chance.of(resources),
                "loss-policy", chance.of("stop", "fence", "freeze", "demote"));
    }

    private CibNode sets(String id) {
        CibNode sets = chance.percent(50)
                ? CibNode.of("rsc_order", "id", id)
                : CibNode.of("rsc_colocation", "id", id, "score", chance.of(SCORES));
        int count = chance.within(1, 2);
        for (int i = 0; i < count; i++) {
            CibNode set = CibNode.of("resource_set", "id", id + "-" + i, "sequential",
                    chance.of("true", "false"));
            int members = chance.within(1, 3);
            for (int m = 0; m < members; m++) {
                set.with(CibNode.of("resource_ref", "id", chance.of(resources)));
            }
            sets.with(set);
        }
        return sets;
    }
}
