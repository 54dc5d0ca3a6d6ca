// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.ChangeAttribute;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Fence;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import dev.mainstay.state.NodeRecord;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code stonith_admin}: has machines fenced as the operator's command does, and tells what was.
 * That a machine is down is for people to confirm, not for a script.
 */
@Command(name = "stonith_admin")
final class FencingTool implements Tool {
    private static final String TERMINATE = "terminate";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE_MAX = Duration.ofHours(1);

    private Optional<NodeId> target = Optional.empty();
    private String manner = "";

    @Option(names = {"-H", "--history"})
    private Optional<String> history = Optional.empty();

    @Option(names = "--output-as")
    private String format = "text";

    @Option(names = {"-t", "--timeout"})
    private Optional<String> timeout = Optional.empty();

    @Option(names = {"-B", "--reboot"})
    void reboot(String node) {
        target = Optional.of(new NodeId(node));
        manner = "true";
    }

    @Option(names = {"-F", "--fence"})
    void fence(String node) {
        target = Optional.of(new NodeId(node));
        manner = "poweroff";
    }

    @Option(names = {"-T", "--tag", "-y", "--delay", "--tolerance"})
    void detail(String ignored) {
        // The cluster asks for delays as it is configured, and fences a machine once.
    }

    @Option(names = {"-q", "--quiet", "-V", "--verbose", "-b", "--broadcast"})
    void flag(boolean ignored) {
        // There is one history, and nothing less or more to be told.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        if (history.isPresent()) {
            Optional<NodeId> only = history.filter(name -> !name.equals("*")).map(NodeId::new);
            return FencingHistory.told(context, only, format);
        }
        return target.map(node -> fenced(context, node)).orElseGet(
                () -> ToolEffect.notOffered("stonith_admin other than -B, -F and -H"));
    }

    private ToolEffect fenced(ToolContext context, NodeId node) {
        Optional<NodeRecord> record = context.state().node(node).filter(NodeRecord::isActive);
        if (record.isEmpty()) {
            return new Failure(ExitStatus.NO_SUCH,
                    node + " takes no part in the cluster: it cannot be fenced from here");
        }
        if (!context.state().revisions().index().hasFenceDevice()) {
            return new Failure(ExitStatus.ERROR, "there is no fence device to fence " + node
                    + " with");
        }
        // The attribute vanishes with the incarnation that is fenced, so it fences once.
        AttributeChange request =
                new AttributeChange(node, TERMINATE, new AttributeUpdate.Put(manner));
        return node.equals(context.self()) ? new ChangeAttribute(request, Optional.empty())
                : new Fence(request, node, record.get().incarnation(), patience());
    }

    private Duration patience() {
        Duration asked = timeout.flatMap(DurationText::parse).orElse(PATIENCE);
        return asked.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : asked;
    }
}
