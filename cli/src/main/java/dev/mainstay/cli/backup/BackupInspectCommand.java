// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import dev.mainstay.cli.command.LocalVerb;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.codec.BackupCodec.Backup;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is in a backup. */
@Command(name = "inspect", description = "Shows what is in a backup. Asks no node.")
public final class BackupInspectCommand extends LocalVerb {

    @Mixin
    private BackupChoice choice;

    @Override
    protected ExitCode run(Map<String, String> environment, Output output) {
        Backup backup = choice.read();
        output.tree(BackupText.tree(choice.file(), backup),
                palette -> BackupText.text(choice.file(), backup));
        return ExitCode.OK;
    }
}
