// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import static dev.mainstay.law.GeneratedCib.pairs;

import java.util.ArrayList;
import java.util.List;

/** The resources of a {@link GeneratedCib}. */
final class GeneratedResources {
    private final Chance chance;
    private final List<String> constrainable = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private int made;

    GeneratedResources(Chance chance) {
        this.chance = chance;
    }

    /** What constraints may name. */
    List<String> constrainable() {
        return constrainable;
    }

    /** What histories may be of. */
    List<Service> services() {
        return services;
    }

    CibNode create(boolean fencing) {
        CibNode resources = CibNode.of("resources");
        if (fencing) {
            resources.with(CibNode.of("primitive", "id", "fence", "class", "stonith", "type",
                    "fence_ipmilan"));
            services.add(new Service("fence", Kind.FENCE));
        }
        boolean template = chance.percent(25);
        if (template) {
            resources.with(CibNode.of("template", "id", "plain", "class", "ocf", "provider",
                    "pacemaker", "type", "Stateful").with(operations("plain", Kind.PLAIN)));
        }
        int count = chance.within(1, 6);
        for (int i = 0; i < count; i++) {
            resources.with(resource(template));
        }
        return resources;
    }

    private CibNode resource(boolean template) {
        return switch (chance.below(template ? 13 : 12)) {
            case 0, 1, 2, 3, 4 -> constrained(primitive(Kind.PLAIN));
            case 5, 6 -> constrained(group(Kind.PLAIN));
            case 7 -> constrained(clone(primitive(Kind.ANONYMOUS)));
            case 8 -> constrained(clone(group(Kind.ANONYMOUS)));
            case 9 -> constrained(promotable(primitive(Kind.PROMOTABLE)));
            case 10 -> constrained(unique(primitive(Kind.UNIQUE)));
            case 11 -> chance.percent(50) ? constrained(bundle()) : constrained(guest());
            default -> constrained(ofTemplate());
        };
    }

    private CibNode constrained(CibNode resource) {
        resource.attribute("id").ifPresent(constrainable::add);
        return resource;
    }

    private String name(String prefix) {
        return prefix + made++;
    }

    private CibNode primitive(Kind kind) {
        String id = name("p");
        services.add(new Service(id, kind));
        CibNode primitive = CibNode.of("primitive", "id", id, "class", "ocf", "provider",
                "pacemaker", "type", kind == Kind.PROMOTABLE ? "Stateful" : "Dummy");
        meta(primitive, id);
        if (chance.percent(25)) {
            primitive.with(pairs("utilization", id + "-u", "cpu", chance.of("1", "3")));
        }
        return primitive.with(operations(id, kind));
    }

    private CibNode ofTemplate() {
        String id = name("t");
        services.add(new Service(id, Kind.PLAIN));
        return CibNode.of("primitive", "id", id, "template", "plain");
    }

    private CibNode guest() {
        CibNode primitive = primitive(Kind.PLAIN);
        String id = primitive.attribute("id").orElseThrow();
        return primitive.with(pairs("meta_attributes", id + "-guest", "remote-node",
                "guest-" + id));
    }

    private void meta(CibNode resource, String id) {
        List<String> options = new ArrayList<>();
        maybe(options, "priority", "1", "10");
        maybe(options, "target-role", "Stopped", "Started", "Unpromoted");
        maybe(options, "is-managed", "false");
        maybe(options, "resource-stickiness", "50", "INFINITY");
        maybe(options, "migration-threshold", "1", "3");
        maybe(options, "failure-timeout", "60s", "1000000000s");
        maybe(options, "allow-migrate", "true");
        maybe(options, "multiple-active", "block", "stop_only", "stop_unexpected");
        maybe(options, "requires", "nothing", "quorum");
        maybe(options, "critical", "false");
        if (!options.isEmpty()) {
            resource.with(pairs("meta_attributes", id + "-m", options.toArray(String[]::new)));
        }
    }

    private void maybe(List<String> options, String name, String... values) {
        if (chance.percent(10)) {
            options.add(name);
            options.add(chance.of(values));
        }
    }

    private CibNode operations(String id, Kind kind) {
        CibNode operations = CibNode.of("operations");
        if (kind == Kind.PROMOTABLE) {
            return operations.with(
                    operation(id, "monitor", "10s").with(), operation(id, "monitor", "11s"));
        }
        operations.with(operation(id, "monitor", chance.of("10s", "20s")));
        if (chance.percent(20)) {
            CibNode stop = operation(id, "stop", "0");
            stop.attributes().put("on-fail", chance.of("block", "fence", "ignore"));
            operations.with(stop);
        }
        return operations;
    }

    private CibNode operation(String id, String task, String interval) {
        CibNode operation = CibNode.of("op", "id", id + "-" + task + "-" + interval, "name", task,
                "interval", interval);
        if (interval.equals("11s")) {
            operation.attributes().put("role", "Promoted");
        } else if (task.equals("monitor") && chance.percent(20)) {
            operation.attributes().put("on-fail",
                    chance.of("restart", "fence", "standby", "stop", "block", "ignore"));
        }
        return operation;
    }

    private CibNode group(Kind kind) {
        String id = name("g");
        CibNode group = CibNode.of("group", "id", id);
        meta(group, id);
        int members = chance.within(1, 3);
        for (int i = 0; i < members; i++) {
            group.with(chance.percent(20) ? constrained(primitive(kind)) : primitive(kind));
        }
        return group;
    }

    private CibNode clone(CibNode child) {
        String id = name("c");
        return CibNode.of("clone", "id", id).with(pairs("meta_attributes", id + "-m",
                "interleave", chance.of("true", "false"), "clone-max", chance.of("2", "3", "9"),
                "ordered", chance.of("true", "false"), "notify", chance.of("true", "false")),
                child);
    }

    private CibNode promotable(CibNode child) {
        String id = name("m");
        return CibNode.of("clone", "id", id).with(pairs("meta_attributes", id + "-m",
                "promotable", "true", "promoted-max", chance.of("1", "2"),
                "interleave", chance.of("true", "false"), "notify", chance.of("true", "false")),
                child);
    }

    private CibNode unique(CibNode child) {
        String id = name("u");
        return CibNode.of("clone", "id", id).with(pairs("meta_attributes", id + "-m",
                "globally-unique", "true", "clone-max", chance.of("2", "3"), "clone-node-max",
                chance.of("1", "2")), child);
    }

    private CibNode bundle() {
        String id = name("b");
        CibNode bundle = CibNode.of("bundle", "id", id).with(
                CibNode.of("podman", "image", "image:1", "replicas", chance.of("1", "2", "3")));
        if (chance.percent(60)) {
            bundle.with(CibNode.of("network", "control-port", "9999"), primitive(Kind.BUNDLED));
        }
        return bundle;
    }

    /** What may have run somewhere. */
    record Service(String id, Kind kind) {}

    /** What a service is part of, which decides how its instances are called. */
    enum Kind {
        PLAIN,
        FENCE,
        ANONYMOUS,
        PROMOTABLE,
        UNIQUE,
        BUNDLED
    }
}
