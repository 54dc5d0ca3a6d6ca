// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.configuration.Subjects;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.proto.v1.ChangeConfigurationReply;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.proto.v1.GetConfigurationReply;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the configuration, lets a verb say what to change in it, and sends that with the revision
 * it was read at. When somebody else was quicker, it is all done again on what they left: a verb
 * says what it wants relative to what is there, so this loses neither change.
 */
public final class ConfigurationEditor {

    private static final int ATTEMPTS = 5;

    private final ClusterClient cluster;
    private final Supplier<ChangeContext> contexts;

    /** @param contexts makes one with a fresh request id for each attempt */
    public ConfigurationEditor(ClusterClient cluster, Supplier<ChangeContext> contexts) {
        this.cluster = cluster;
        this.contexts = contexts;
    }

    /** @param edits what to change, given the configuration; pure, because it may be asked again */
    public Change edit(String message, Function<Configuration, List<ConfigurationEdit>> edits) {
        for (int attempt = 1;; attempt++) {
            GetConfigurationReply current = cluster.currentConfiguration();
            List<ConfigurationEdit> wanted = edits.apply(current.getConfiguration());
            try {
                return sent(message, send(current.getRevision(), wanted), Subjects.of(wanted));
            } catch (CommandFailure e) {
                if (attempt == ATTEMPTS || !isStaleRevision(e)) {
                    throw e;
                }
            }
        }
    }

    /** What the edits would change and make the cluster do; nothing is changed. */
    public ChangePreview preview(Function<Configuration, List<ConfigurationEdit>> edits) {
        GetConfigurationReply current = cluster.currentConfiguration();
        ChangeConfigurationRequest.Builder request = request(
                current.getRevision(), edits.apply(current.getConfiguration())).toBuilder();
        request.getContextBuilder().setPreview(true);
        return cluster.change(request.build()).getPreview();
    }

    private ChangeConfigurationReply send(long revision, List<ConfigurationEdit> edits) {
        return cluster.change(request(revision, edits));
    }

    private ChangeConfigurationRequest request(long revision, List<ConfigurationEdit> edits) {
        return ChangeConfigurationRequest.newBuilder()
                .setContext(contexts.get())
                .setExpectedRevision(revision)
                .setEdits(ConfigurationEdits.newBuilder().addAllEdits(edits))
                .build();
    }

    private static Change sent(
            String message, ChangeConfigurationReply reply, List<String> subjects) {
        return Change.of(message, reply.getIndex(), reply.getRevision(), reply.getWarningsList())
                .about(subjects);
    }

    private static boolean isStaleRevision(CommandFailure failure) {
        return failure.exitCode() == ExitCode.TRY_AGAIN
                && failure.getCause() instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.ABORTED;
    }
}
