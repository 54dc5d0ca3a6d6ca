// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.HistoryEntry;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code crm_resource} tells, in its words. */
final class ResourceQueries {
    private final ClusterView view;

    ResourceQueries(ClusterView view) {
        this.view = view;
    }

    /** The ids of all primitives and instances. */
    ToolEffect list() {
        StringBuilder text = new StringBuilder();
        view.resources().stream().flatMap(WorkResource::primitives)
                .forEach(resource -> text.append(resource.id()).append('\n'));
        return new Print(text.toString());
    }

    /** The machines on which a resource is active. */
    ToolEffect locate(String name, boolean quiet) {
        StringBuilder text = new StringBuilder();
        for (WorkResource instance : view.instances(name)) {
            for (WorkNode node : instance.running()) {
                text.append(quiet ? node.name()
                        : "resource " + name + " is running on: "
                                + node.name()
                                + (instance.role() == Role.PROMOTED ? " Promoted" : ""))
                        .append('\n');
            }
        }
        if (text.isEmpty() && !quiet) {
            text.append("resource ").append(name).append(" is NOT running\n");
        }
        return new Print(text.toString());
    }

    /** The value of an option, or nothing: no value is no error. */
    ToolEffect get(String name, ResourceOption option) {
        return new Print(view.find(name).flatMap(resource -> option.value(view, resource))
                .map(value -> value + "\n").orElse(""));
    }

    /** @param all also what came before the present activity began */
    ToolEffect operations(Optional<String> name, Optional<NodeId> node, boolean all) {
        List<WorkResource> meant = name.map(view::instances).orElse(List.of());
        StringBuilder text = new StringBuilder();
        for (HistoryEntry entry : view.histories()) {
            boolean asked = (name.isEmpty() || meant.contains(entry.resource()))
                    && (node.isEmpty() || node.get().equals(entry.node().id()));
            if (asked) {
                int from = all ? 0 : Math.clamp(entry.activeFrom(), 0, entry.sorted().size());
                entry.sorted().subList(from, entry.sorted().size()).forEach(
                        record -> text.append(line(entry, record)));
            }
        }
        return new Print(text.toString());
    }

    private static String line(HistoryEntry entry, OperationRecord record) {
        WorkResource resource = entry.resource();
        String when = record.lastChange().map(time -> ", last-rc-change='"
                + PacemakerTime.text(time) + "', exec=" + record.times().executionMillis() + "ms")
                .orElse("");
        return "%s\t(%s):\t %s: %s_%s_%d (node=%s, call=%d, rc=%d%s): %s%n".formatted(
                resource.baseId(), resource.agent(), resource.role().text(),
                entry.history().instance(), record.task(), record.intervalMillis(),
                entry.node(), record.order(), record.exitCode(), when, word(record.status()));
    }

    private static String word(OperationStatus status) {
        return status == OperationStatus.DONE ? "complete"
                : status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
