// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Change;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Score;
import dev.mainstay.state.Command.ClearFailures;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.OperationFilter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crm_failcount}: how often a resource failed on a machine. */
@Command(name = "crm_failcount")
final class FailCountTool implements Tool {
    private static final String PREFIX = "fail-count-";

    @Option(names = {"-G", "--query", "--get-value"})
    private boolean query;

    @Option(names = {"-D", "--delete", "--delete-attr"})
    private boolean delete;

    @Option(names = {"-r", "--resource", "--resource-id"})
    private Optional<String> resource = Optional.empty();

    @Option(names = {"-N", "--node", "-U", "--uname"})
    private Optional<String> node = Optional.empty();

    @Option(names = {"-n", "--operation"})
    private Optional<String> operation = Optional.empty();

    @Option(names = {"-I", "--interval"})
    private Optional<String> interval = Optional.empty();

    @Option(names = {"-q", "--quiet", "-Q"})
    private boolean quiet;

    @Option(names = {"-V", "--verbose"})
    void verbose(boolean ignored) {
        // There is nothing more to be told.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        String name = resource.orElse(context.resource());
        NodeId on = new NodeId(node.orElse(context.self().value()));
        Optional<NodeRecord> machine = context.state().node(on);
        if (name.isEmpty()) {
            return new Failure(ExitStatus.USAGE, "a fail count is one of a resource: -r");
        }
        if (machine.isEmpty()) {
            return new Failure(ExitStatus.NO_SUCH, "there is no node " + on);
        }
        if (delete) {
            return new Change(new ClearFailures(
                    Optional.of(new InstanceId(name).resource()), Optional.of(on), false,
                    operation.map(task -> new OperationFilter(task, millis()))));
        }
        if (!query) {
            return new Failure(ExitStatus.USAGE, "of the fail count nothing was asked: -G or -D");
        }
        String count = count(machine.get(), context.noteName(name)).toString();
        return ToolEffect.line(quiet ? count
                : "scope=status  name=" + PREFIX + name + " value=" + count);
    }

    private OptionalLong millis() {
        return interval.map(text -> OptionalLong.of(DurationText.millisOrZero(text)))
                .orElse(OptionalLong.empty());
    }

    /** Failures that count no more, because they are long ago, are still on record. */
    private Score count(NodeRecord machine, String owner) {
        Score sum = Score.ZERO;
        for (Map.Entry<String, String> one : machine.attributes()
                .subMap(PREFIX, PREFIX + Character.MAX_VALUE).entrySet()) {
            if (isMeant(one.getKey().substring(PREFIX.length()), owner)) {
                sum = sum.plus(Score.parse(one.getValue()).orElse(Score.ZERO));
            }
        }
        return sum;
    }

    /** @param failure such as db#monitor_10000 */
    private boolean isMeant(String failure, String owner) {
        int hash = failure.lastIndexOf('#');
        int bar = failure.lastIndexOf('_');
        if (hash < 0 || bar < hash) {
            return false;
        }
        String failed = failure.substring(0, hash);
        boolean same = failed.equals(owner)
                || new InstanceId(failed).resource().value().equals(owner);
        return same
                && operation.map(failure.substring(hash + 1, bar)::equals).orElse(true)
                && (operation.isEmpty() || millis().isEmpty() || failure.substring(bar + 1)
                        .equals(Long.toString(millis().getAsLong())));
    }
}
