// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import dev.mainstay.bootstrap.BackupTrial;
import dev.mainstay.bootstrap.SystemClock;
import dev.mainstay.cli.command.LocalVerb;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.UnusableBackup;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes through a restore without doing it. */
@Command(
        name = "verify",
        description = "Checks a backup's digest and that a cluster can be made from it. Asks no"
                + " node.")
public final class BackupVerifyCommand extends LocalVerb {

    @Mixin
    private BackupChoice choice;

    @Override
    protected ExitCode run(Map<String, String> environment, Output output) {
        Backup backup = choice.read();
        int actions = actions(backup);
        Map<String, Object> tree = BackupText.tree(choice.file(), backup);
        tree.put("usable", true);
        tree.put("firstPlanActions", actions);
        output.tree(tree, palette -> choice.file() + " is whole (SHA-256 " + backup.digest()
                + ") and can be restored: revision " + backup.header().revision() + " of cluster "
                + backup.header().cluster().name() + ".\n");
        return ExitCode.OK;
    }

    private int actions(Backup backup) {
        try {
            return new BackupTrial(new SystemClock()).run(backup);
        } catch (UnusableBackup e) {
            throw BackupFile.unusable(choice.file(), e);
        }
    }
}
