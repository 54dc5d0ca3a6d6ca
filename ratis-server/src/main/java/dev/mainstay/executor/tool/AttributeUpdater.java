// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.NodeAttributes.Setting;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.NodeId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code attrd_updater}: reads and changes transient attributes. A delay is taken as none: changes
 * are in the log once the tool has ended.
 */
@Command(name = "attrd_updater")
final class AttributeUpdater implements Tool {
    @Option(names = {"-n", "--name"})
    private Optional<String> name = Optional.empty();

    @Option(names = {"-N", "--node"})
    private Optional<String> node = Optional.empty();

    @Option(names = {"-v", "-U", "-B", "--update", "--update-both"})
    private Optional<String> update = Optional.empty();

    @Option(names = {"-D", "--delete"})
    private boolean delete;

    @Option(names = {"-Q", "--query"})
    private boolean query;

    @Option(names = {"-A", "--all"})
    private boolean all;

    /** Everything is in the log already: there is nothing to be written again. */
    @Option(names = {"-R", "--refresh"})
    private boolean refresh;

    @Option(names = {"-Y", "--update-delay"})
    private boolean delayOnly;

    @Option(names = {"-d", "--delay", "-l", "--lifetime", "-s", "--set", "-S", "--section"})
    void manner(String ignored) {
        // All are transient, and in the log as soon as may be.
    }

    @Option(names = {"-p", "--private", "-q", "--quiet", "-V", "--verbose"})
    void flag(boolean ignored) {
        // Private ones are in the log like all others; there is nothing more to be told.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        if (refresh || delayOnly) {
            return new Print("");
        }
        if (name.isEmpty()) {
            return new Failure(ExitStatus.USAGE, "an attribute needs a name");
        }
        NodeId on = new NodeId(node.orElse(context.self().value()));
        Optional<String> present =
                NodeAttributes.TRANSIENT.value(context.state(), on, name.get());
        if (delete) {
            return change(context, on, Optional.empty());
        }
        if (update.isPresent() && !query) {
            return change(context, on,
                    Optional.of(AttributeChange.value(update.get(), present)));
        }
        return queried(context, on);
    }

    private ToolEffect change(ToolContext context, NodeId on, Optional<String> value) {
        return NodeAttributes.TRANSIENT.changed(context,
                new Setting(on, name.orElseThrow(), value, "attrd_updater"));
    }

    private ToolEffect queried(ToolContext context, NodeId on) {
        StringBuilder found = new StringBuilder();
        List<NodeId> nodes = all ? List.copyOf(context.state().nodes().keySet()) : List.of(on);
        for (NodeId asked : nodes) {
            NodeAttributes.TRANSIENT.value(context.state(), asked, name.orElseThrow())
                    .ifPresent(value -> found.append("name=\"").append(name.orElseThrow())
                            .append("\" host=\"").append(asked).append("\" value=\"")
                            .append(value).append("\"\n"));
        }
        return found.isEmpty()
                ? new Failure(ExitStatus.NO_SUCH,
                        "there is no attribute " + name.orElseThrow() + " of " + nodes)
                : new Print(found.toString());
    }
}
