// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Change;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command.ClearFailures;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crm_resource}: asks about resources and changes their options. */
@Command(name = "crm_resource")
final class ResourceTool implements Tool {
    private Optional<Request> request = Optional.empty();
    private String option = "";

    /** What is asked or asked for; of several the last one counts. */
    private enum Request {
        LOCATE,
        LIST,
        OPERATIONS,
        ALL_OPERATIONS,
        GET,
        SET,
        DELETE,
        BAN,
        CLEAR,
        CLEANUP,
        REFRESH
    }

    @Option(names = {"-r", "--resource"})
    private Optional<String> resource = Optional.empty();

    @Option(names = {"-N", "--node", "-H", "--host-uname"})
    private Optional<String> node = Optional.empty();

    @Option(names = {"-m", "--meta"})
    private boolean meta;

    @Option(names = {"-z", "--utilization"})
    private boolean utilization;

    @Option(names = {"-v", "--parameter-value"})
    private Optional<String> value = Optional.empty();

    @Option(names = {"--promoted", "--master"})
    private boolean promoted;

    @Option(names = {"-Q", "--quiet"})
    private boolean quiet;

    @Option(names = {"-W", "--locate"})
    void locate(boolean ignored) {
        request = Optional.of(Request.LOCATE);
    }

    @Option(names = {"-l", "--list-raw"})
    void list(boolean ignored) {
        request = Optional.of(Request.LIST);
    }

    @Option(names = {"-O", "--list-operations"})
    void operations(boolean ignored) {
        request = Optional.of(Request.OPERATIONS);
    }

    @Option(names = {"-o", "--list-all-operations"})
    void allOperations(boolean ignored) {
        request = Optional.of(Request.ALL_OPERATIONS);
    }

    @Option(names = {"-g", "--get-parameter"})
    void get(String name) {
        request = Optional.of(Request.GET);
        option = name;
    }

    @Option(names = {"-p", "--set-parameter"})
    void set(String name) {
        request = Optional.of(Request.SET);
        option = name;
    }

    @Option(names = {"-d", "--delete-parameter"})
    void delete(String name) {
        request = Optional.of(Request.DELETE);
        option = name;
    }

    @Option(names = {"-B", "--ban"})
    void ban(boolean ignored) {
        request = Optional.of(Request.BAN);
    }

    @Option(names = {"-U", "--clear"})
    void clear(boolean ignored) {
        request = Optional.of(Request.CLEAR);
    }

    @Option(names = {"-C", "--cleanup"})
    void cleanup(boolean ignored) {
        request = Optional.of(Request.CLEANUP);
    }

    @Option(names = {"-R", "--refresh"})
    void refresh(boolean ignored) {
        request = Optional.of(Request.REFRESH);
    }

    @Option(names = {"-f", "--force", "-V", "--verbose"})
    void flag(boolean ignored) {
        // A member's changes are forced as it is; there is nothing more to be told.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        Optional<NodeId> on = node.map(NodeId::new);
        if (on.isPresent() && !context.state().nodes().containsKey(on.get())) {
            return new Failure(ExitStatus.NO_SUCH, "there is no node " + on.get());
        }
        if (resource.isPresent() && context.view().find(resource.get()).isEmpty()) {
            return new Failure(ExitStatus.NO_SUCH, "there is no resource " + resource.get());
        }
        return request.map(asked -> effect(context, asked, on))
                .orElseGet(() -> new Failure(ExitStatus.UNIMPLEMENTED,
                        "of resources nothing was asked that is offered to resource agents"));
    }

    private ToolEffect effect(ToolContext context, Request asked, Optional<NodeId> on) {
        ResourceQueries queries = new ResourceQueries(context.view());
        ResourceOption named = new ResourceOption(kind(), option);
        return switch (asked) {
            case LIST -> queries.list();
            case OPERATIONS -> queries.operations(resource, on, false);
            case ALL_OPERATIONS -> queries.operations(resource, on, true);
            case LOCATE -> about(name -> queries.locate(name, quiet));
            case GET -> about(name -> queries.get(name, named));
            case SET -> value.isEmpty()
                    ? new Failure(ExitStatus.USAGE, "an option is set to a value: -v")
                    : about(name -> named.set(context, name, value));
            case DELETE -> about(name -> named.set(context, name, Optional.empty()));
            case BAN -> about(name -> new ResourceBans(context, name).add(on, promoted));
            case CLEAR -> about(name -> new ResourceBans(context, name).clear(on));
            case CLEANUP -> forgotten(on, false);
            case REFRESH -> forgotten(on, true);
        };
    }

    private ResourceOption.Kind kind() {
        if (meta) {
            return ResourceOption.Kind.META;
        }
        return utilization ? ResourceOption.Kind.UTILIZATION : ResourceOption.Kind.PARAMETER;
    }

    private ToolEffect forgotten(Optional<NodeId> on, boolean wholeHistory) {
        return new Change(new ClearFailures(
                resource.map(name -> new InstanceId(name).resource()), on, wholeHistory));
    }

    private ToolEffect about(Function<String, ToolEffect> question) {
        return resource.map(question).orElseGet(
                () -> new Failure(ExitStatus.USAGE, "which resource is not said: -r"));
    }
}
