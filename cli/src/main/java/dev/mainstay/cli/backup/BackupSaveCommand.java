// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.failure.StatusFailures;
import dev.mainstay.cli.render.Output;
import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.proto.v1.BackupPiece;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.SaveBackupRequest;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Saves a running cluster's state. */
@Command(
        name = "save",
        description = "Saves the cluster's state into a file, without holding anything up.",
        footer = {
            "",
            "Any node can be asked; the state is current, and one point of the log. The file can be"
                    + " read by its owner alone: it holds the passwords of fence devices. The"
                    + " cluster's keys are not in it."})
public final class BackupSaveCommand extends ClusterVerb {

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file = Path.of("");

    @Option(names = "--overwrite", description = "Replaces the file if it is there already.")
    private boolean overwrite;

    @Option(
            names = "--local",
            description = "Saves what the node itself knows, also without a leader.")
    private boolean local;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        Backup backup = BackupFile.write(file,
                overwrite ? BackupFile.Existing.REPLACED : BackupFile.Existing.KEPT,
                out -> receive(cluster, out));
        output.tree(BackupText.tree(file, backup), palette -> "Saved revision "
                + backup.header().revision() + " of cluster " + backup.header().cluster().name()
                + " at log index " + backup.header().position().index() + " in " + file
                + " (SHA-256 " + backup.digest() + ").\n");
        return ExitCode.OK;
    }

    private void receive(ClusterClient cluster, OutputStream out) throws IOException {
        SaveBackupRequest request = SaveBackupRequest.newBuilder()
                .setConsistency(local ? Consistency.LOCAL : Consistency.CURRENT)
                .build();
        try {
            Iterator<BackupPiece> pieces = cluster.backup(stub -> {
                Iterator<BackupPiece> stream = stub.save(request);
                // Fails here, where it is worth another try, if the stream does not begin.
                var _ = stream.hasNext();
                return stream;
            });
            while (pieces.hasNext()) {
                pieces.next().getContent().writeTo(out);
            }
        } catch (StatusRuntimeException e) {
            throw StatusFailures.of(e, cluster.endpoint().toString());
        }
    }
}
