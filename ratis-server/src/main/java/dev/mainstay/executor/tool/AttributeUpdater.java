// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeChange.Reach;
import dev.mainstay.state.AttributeUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code attrd_updater}: reads and changes transient attributes. Of one that is held back it reads
 * what it will be.
 */
@Command(name = "attrd_updater")
final class AttributeUpdater implements Tool {
    @Option(names = {"-n", "--name"})
    private Optional<String> name = Optional.empty();

    @Option(names = {"-N", "--node"})
    private Optional<String> node = Optional.empty();

    @Option(names = {"-v", "-U", "--update"})
    private Optional<String> update = Optional.empty();

    @Option(names = {"-B", "--update-both"})
    private Optional<String> updateBoth = Optional.empty();

    @Option(names = {"-Y", "--update-delay"})
    private boolean updateDelay;

    @Option(names = {"-d", "--delay"})
    private Optional<String> delay = Optional.empty();

    @Option(names = {"-D", "--delete"})
    private boolean delete;

    @Option(names = {"-Q", "--query"})
    private boolean query;

    @Option(names = {"-A", "--all"})
    private boolean all;

    @Option(names = {"-R", "--refresh"})
    private boolean refresh;

    @Option(names = {"-l", "--lifetime", "-s", "--set", "-S", "--section"})
    void manner(String ignored) {
        // All are transient, and a name has one value.
    }

    @Option(names = {"-p", "--private"})
    private boolean isPrivate;

    @Option(names = {"-q", "--quiet", "-V", "--verbose"})
    void flag(boolean ignored) {
        // There is nothing more to be told.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        if (refresh) {
            return new ToolEffect.WriteHeld();
        }
        Optional<Duration> wait = delay.flatMap(DurationText::parse);
        if (delay.isPresent() && wait.isEmpty()) {
            return new Failure(ExitStatus.USAGE, delay.get() + " is no time to wait");
        }
        if (name.isEmpty()) {
            return new Failure(ExitStatus.USAGE, "an attribute needs a name");
        }
        if (updateDelay) {
            return wait.<ToolEffect>map(it -> new ToolEffect.Dampen(name.get(), it))
                    .orElseGet(() -> new Failure(ExitStatus.USAGE, "the new delay is not said"));
        }
        NodeId on = new NodeId(node.orElse(context.self().value()));
        Optional<String> asked = updateBoth.or(() -> update);
        if (delete) {
            return change(context, on, new AttributeUpdate.Drop(), wait);
        }
        if (asked.isPresent() && !query) {
            return change(context, on, UpdateText.update(name.get(), asked.get()), wait);
        }
        return queried(context, on);
    }

    private ToolEffect change(
            ToolContext context, NodeId on, AttributeUpdate update, Optional<Duration> wait) {
        Optional<Dampening> dampening = wait.map(it -> new Dampening(it,
                updateBoth.isPresent() ? Dampening.Extent.ALL : Dampening.Extent.NEW));
        Optional<String> present = value(context, on);
        boolean isSo = context.upToDate() && !(update instanceof AttributeUpdate.Raise)
                && context.held().held(on, name.orElseThrow()).isEmpty()
                && present.equals(update.over(present));
        return isSo && dampening.isEmpty()
                ? new Print("")
                : new ToolEffect.ChangeAttribute(
                        new AttributeChange(on, name.orElseThrow(), update,
                                isPrivate ? Reach.PRIVATE : Reach.PUBLIC),
                        dampening);
    }

    private ToolEffect queried(ToolContext context, NodeId on) {
        StringBuilder found = new StringBuilder();
        List<NodeId> nodes = all ? List.copyOf(context.state().nodes().keySet()) : List.of(on);
        for (NodeId asked : nodes) {
            value(context, asked)
                    .ifPresent(value -> found.append("name=\"").append(name.orElseThrow())
                            .append("\" host=\"").append(asked).append("\" value=\"")
                            .append(value).append("\"\n"));
        }
        return found.isEmpty()
                ? new Failure(ExitStatus.NO_SUCH,
                        "there is no attribute " + name.orElseThrow() + " of " + nodes)
                : new Print(found.toString());
    }

    private Optional<String> value(ToolContext context, NodeId of) {
        String attribute = name.orElseThrow();
        Optional<String> present = context.state().node(of)
                .flatMap(node -> Optional.ofNullable(node.attributes().get(attribute))
                        .or(() -> Optional.ofNullable(node.privateAttributes().get(attribute))));
        return context.held().held(of, attribute)
                .map(update -> update.over(present))
                .orElse(present);
    }
}
