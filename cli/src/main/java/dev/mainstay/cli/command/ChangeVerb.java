// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ChangeContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        options.waitLimit().ifPresent(limit -> new Settling(cluster).await(change.index(), limit));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("message", change.message());
        tree.put("index", change.index());
        tree.put("revision", change.revision());
        tree.put("warnings", change.warnings());
        output.tree(tree, palette -> change.message() + "\n");
        return ExitCode.OK;
    }

    /** Makes the change and returns once it is committed. */
    protected abstract Change change(ClusterClient cluster);

    /** For changes that are not of the configuration; every call makes a new request id. */
    protected final ChangeContext context() {
        return options.context();
    }

    protected final boolean force() {
        return options.force();
    }

    /** For changes of the configuration. */
    protected final ConfigurationEditor editor(ClusterClient cluster) {
        return new ConfigurationEditor(cluster, options::context);
    }

    /**
     * What was committed.
     *
     * @param message one sentence for the user
     * @param index the log index of the change
     * @param revision of the configuration, 0 where it was not changed
     */
    public record Change(String message, long index, long revision, List<String> warnings) {

        /** One that left the configuration as it is. */
        public static Change at(long index, String message) {
            return new Change(message, index, 0, List.of());
        }
    }
}
