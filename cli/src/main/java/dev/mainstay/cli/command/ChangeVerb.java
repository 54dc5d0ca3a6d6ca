// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ChangePreview;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;

/** A verb that changes something: carries the comment, the request id, and waits if asked to. */
public abstract class ChangeVerb extends ClusterVerb {

    @ArgGroup(
            exclusive = false,
            validate = false,
            order = 50,
            heading = "%nOptions of every change:%n")
    private ChangeOptions options = new ChangeOptions();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        Change change = change(cluster);
        change.warnings().forEach(warning -> output.remark("Warning: " + warning));
        if (options.isDryRun()) {
            show(cluster.previews(), output);
            return ExitCode.OK;
        }
        Optional<Settling.Settled> settled = options.waitLimit()
                .map(limit -> new Settling(cluster).await(change, limit));
        show(change, settled, output);
        settled.flatMap(Settling.Settled::failure).ifPresent(failure -> {
            throw failure;
        });
        return ExitCode.OK;
    }

    /**
     * Makes the change and returns once it is committed. What the returned change says of resources
     * and of what is expected is what {@code --wait} looks at.
     *
     * @throws CommandFailure where it is refused
     */
    protected abstract Change change(ClusterClient cluster);

    /** For changes that are not of the configuration; every call makes a new request id. */
    protected final ChangeContext context() {
        return options.context();
    }

    protected final boolean force() {
        return options.force();
    }

    /** Whether nothing is to be changed. */
    protected final boolean isDryRun() {
        return options.isDryRun();
    }

    /** Shows what changes would do. */
    protected final void show(List<ChangePreview> previews, Output output) {
        PreviewText.show(previews, output);
    }

    /** For changes of the configuration. */
    protected final ConfigurationEditor editor(ClusterClient cluster) {
        return new ConfigurationEditor(cluster, options::context);
    }

    private static void show(
            Change change, Optional<Settling.Settled> settled, Output output) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("message", change.message());
        tree.put("index", change.index());
        tree.put("revision", change.revision());
        tree.put("warnings", change.warnings());
        settled.ifPresent(end -> tree.put("wait", end.tree()));
        output.tree(tree, palette -> change.message() + "\n"
                + settled.map(Settling.Settled::text).orElse(""));
    }
}
