// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.UnusableBackup;
import dev.mainstay.codec.UnusableBackup.Reason;
import dev.mainstay.state.ClusterIdentity;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which backup a verb is about. */
final class BackupChoice {

    @Parameters(paramLabel = "FILE", description = "A file that 'mainstay backup save' wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "Refuses the file unless it is of the cluster with this name or id.")
    private Optional<String> cluster = Optional.empty();

    Path file() {
        return file;
    }

    /** @throws dev.mainstay.cli.failure.CommandFailure if it is not a whole backup, or another's */
    Backup read() {
        Backup backup = BackupFile.read(file);
        ClusterIdentity found = backup.header().cluster();
        cluster.filter(wanted -> !wanted.equals(found.name()) && !wanted.equals(found.clusterId()))
                .ifPresent(wanted -> {
                    throw BackupFile.unusable(file, new UnusableBackup(Reason.OTHER_CLUSTER,
                            "it is of cluster " + found.name() + " (" + found.clusterId()
                                    + "), not of " + wanted));
                });
        return backup;
    }
}
