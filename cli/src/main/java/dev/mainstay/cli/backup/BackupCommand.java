// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import picocli.CommandLine.Command;

/** The family of backups. */
@Command(
        name = "backup",
        description = "Saving the cluster's state into a file, and a new cluster from such a file.",
        subcommands = {
            BackupSaveCommand.class, BackupInspectCommand.class, BackupVerifyCommand.class,
            BackupRestoreCommand.class})
public final class BackupCommand {}
