// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Change;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.state.ConfigurationEdit;
import dev.mainstay.state.ConfigurationSection;
import java.util.List;
import java.util.Optional;

/**
 * Constraints that keep a resource away from a machine until somebody clears them. They have the
 * ids that Pacemaker's tools give them, by which the operator's commands find them too.
 */
final class ResourceBans {
    private static final String TOOL = "crm_resource";

    private final ToolContext context;
    private final String name;
    private final ResourceId resource;

    ResourceBans(ToolContext context, String name) {
        this.context = context;
        this.name = name;
        this.resource = new InstanceId(name).resource();
    }

    /** @param node empty: where it runs, which has to be one machine */
    ToolEffect add(Optional<NodeId> node, boolean promotedOnly) {
        List<NodeId> nodes = node.map(List::of).orElseGet(() -> context.view().instances(name)
                .stream().flatMap(instance -> instance.running().stream())
                .map(WorkNode::id).distinct().toList());
        if (nodes.size() != 1) {
            return new Failure(ExitStatus.USAGE, resource + " does not run on one machine alone:"
                    + " from which one to ban it is not said: -N");
        }
        return new Change(ChangedConfiguration.by(TOOL, new ConfigurationEdit.PutConstraint(
                new Constraint.Location(prefix() + nodes.getFirst(), Optional.of(resource),
                        Optional.empty(), List.of(), Optional.of(nodes.getFirst()),
                        Optional.of(Score.MINUS_INFINITY.toString()),
                        Optional.of((promotedOnly ? Role.PROMOTED : Role.STARTED).text()),
                        Optional.empty(), List.of()))));
    }

    /** @param node empty: all of them */
    ToolEffect clear(Optional<NodeId> node) {
        List<ConfigurationEdit> edits = context.state().configuration().constraints().stream()
                .map(Constraint::id)
                .filter(id -> node.map(it -> id.equals(prefix() + it))
                        .orElseGet(() -> id.startsWith(prefix())
                                || id.equals("cli-prefer-" + resource)))
                .<ConfigurationEdit>map(id -> new ConfigurationEdit.Remove(
                        ConfigurationSection.CONSTRAINTS, id))
                .toList();
        return edits.isEmpty() ? new Print("")
                : new Change(ChangedConfiguration.of(
                        context.state(), TOOL, edits.toArray(ConfigurationEdit[]::new)));
    }

    private String prefix() {
        return "cli-ban-" + resource + "-on-";
    }
}
