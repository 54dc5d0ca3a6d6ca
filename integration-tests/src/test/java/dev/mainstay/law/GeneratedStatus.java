// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import static dev.mainstay.law.GeneratedCib.pairs;

import dev.mainstay.law.GeneratedResources.Kind;
import dev.mainstay.law.GeneratedResources.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is known of the machines of a {@link GeneratedCib}. */
final class GeneratedStatus {
    /** The digest of no parameters at all. */
    private static final String NO_PARAMETERS = "f2317cad3d54cec5d7d7aa7d0bf35cf8";

    private static final int PROMOTED = 8;
    private static final int MIGRATED = 9;
    private static final int STOPPED = 99;

    private final Chance chance;
    private final List<String> machines;
    private final List<Service> services;
    private int call;

    GeneratedStatus(Chance chance, List<String> machines, List<Service> services) {
        this.chance = chance;
        this.machines = machines;
        this.services = services;
    }

    CibNode create() {
        CibNode status = CibNode.of("status");
        for (int i = 0; i < machines.size(); i++) {
            if (!chance.percent(5)) {
                status.with(machine(String.valueOf(i + 1), machines.get(i)));
            }
        }
        if (chance.percent(50)) {
            status.with(CibNode.of("tickets").with(CibNode.of("ticket_state", "id", "site",
                    "granted", chance.of("true", "false"))));
        }
        return status;
    }

    private CibNode machine(String id, String name) {
        String membership = chance.of("online", "online", "online", "online", "online", "lost",
                "gone", "pending");
        CibNode node = CibNode.of("node_state", "id", id, "uname", name);
        switch (membership) {
            case "online" -> condition(node, "true", "online", "member", "member");
            case "lost" -> condition(node, "false", "offline", "down", "member");
            case "gone" -> condition(node, "false", "offline", "down", "down");
            default -> condition(node, "true", "offline", "down", "member");
        }
        CibNode histories = CibNode.of("lrm_resources");
        List<String> attributes = new ArrayList<>();
        for (Service service : services) {
            history(service, name, histories, attributes);
        }
        if (chance.percent(8)) {
            attributes.addAll(List.of("shutdown", "1749999999"));
        }
        if (chance.percent(4)) {
            attributes.addAll(List.of("terminate", "true"));
        }
        if (!attributes.isEmpty()) {
            node.with(CibNode.of("transient_attributes", "id", id).with(
                    pairs("instance_attributes", "status-" + id,
                            attributes.toArray(String[]::new))));
        }
        return node.with(CibNode.of("lrm", "id", id).with(histories));
    }

    private static void condition(
            CibNode node, String member, String daemon, String join, String expected) {
        node.attributes().put("in_ccm", member);
        node.attributes().put("crmd", daemon);
        node.attributes().put("join", join);
        node.attributes().put("expected", expected);
    }

    private void history(
            Service service, String machine, CibNode histories, List<String> attributes) {
        if (chance.percent(15) || service.kind() == Kind.BUNDLED) {
            return;
        }
        if (service.kind() == Kind.PROMOTABLE && chance.percent(60)) {
            attributes.addAll(List.of("master-" + service.id(), chance.of("5", "10", "100")));
        }
        String instance = switch (service.kind()) {
            case PLAIN, FENCE, ANONYMOUS, PROMOTABLE, BUNDLED -> service.id();
            case UNIQUE -> service.id() + ":" + chance.below(3);
        };
        boolean fence = service.kind() == Kind.FENCE;
        CibNode history = CibNode.of("lrm_resource", "id", instance, "class",
                fence ? "stonith" : "ocf");
        if (!fence) {
            history.attributes().put("provider", "pacemaker");
        }
        history.attributes().put("type", fence
                ? "fence_ipmilan"
                : service.kind() == Kind.PROMOTABLE ? "Stateful" : "Dummy");
        int chosen = chance.below(service.kind() == Kind.PLAIN || fence ? 30 : 14);
        boolean possible = switch (chosen) {
            case PROMOTED -> service.kind() == Kind.PROMOTABLE;
            case MIGRATED -> service.kind() == Kind.PLAIN;
            default -> true;
        };
        records(history, instance, possible ? chosen : STOPPED, machine, attributes);
        histories.with(history);
    }

    private void records(CibNode history, String id, int chosen, String machine,
            List<String> attributes) {
        switch (chosen) {
            case 0, 1, 2, 3 -> {
                history.with(record(id, "start", 0, 0, 0, machine));
                if (chance.percent(60)) {
                    history.with(record(id, "monitor", 10_000, 0, 0, machine));
                }
            }
            case 4 -> history.with(record(id, "start", 0, chance.within(1, 6), 0, machine));
            case 5 -> {
                history.with(record(id, "start", 0, 0, 0, machine),
                        record(id, "monitor", 10_000, chance.within(1, 9), 0, machine));
                attributes.addAll(List.of("fail-count-" + id + "#monitor_10000", "1",
                        "last-failure-" + id + "#monitor_10000", "1749999000"));
            }
            case 6 -> history.with(record(id, "stop", 0, 1, 0, machine));
            case 7 -> history.with(record(id, chance.of("start", "stop", "monitor"), 0, -1, -1,
                    machine));
            case PROMOTED -> history.with(record(id, "promote", 0, 0, 0, machine));
            case MIGRATED -> history.with(record(id, "migrate_to", 0, 0, 0, machine));
            case 10 -> history.with(record(id, "monitor", 0, chance.of(List.of(0, 8, 5, 1)), 7,
                    machine));
            default -> history.with(record(id, "monitor", 0, 7, 7, machine));
        }
    }

    /** @param exitCode -1 for an operation that is under way */
    private CibNode record(String id, String task, int interval, int exitCode, int expected,
            String machine) {
        call++;
        CibNode record = CibNode.of("lrm_rsc_op",
                "id", id + (interval == 0 ? "_last_0" : "_" + task + "_" + interval),
                "operation_key", id + "_" + task + "_" + interval, "operation", task,
                "interval", String.valueOf(interval), "call-id", String.valueOf(call),
                "rc-code", String.valueOf(exitCode < 0 ? 193 : exitCode),
                "op-status", String.valueOf(exitCode < 0 ? -1 : 0),
                "transition-key", String.format(Locale.ROOT, "%d:1:%d:x", call,
                        Math.max(0, expected)),
                "last-rc-change", "1749999000", "op-digest", NO_PARAMETERS);
        if (task.equals("migrate_to")) {
            record.attributes().put("migrate_source", machine);
            record.attributes().put("migrate_target", chance.of(machines));
        }
        return record;
    }
}
