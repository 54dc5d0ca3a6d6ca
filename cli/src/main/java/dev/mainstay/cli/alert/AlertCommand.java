// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import picocli.CommandLine.Command;

/** The family of alerts. */
@Command(
        name = "alert",
        description = "Programs that are told of events, and whom they tell.",
        subcommands = {
            AlertCreateCommand.class, AlertUpdateCommand.class, AlertDeleteCommand.class,
            AlertConfigCommand.class, RecipientCommand.class})
public final class AlertCommand {}
