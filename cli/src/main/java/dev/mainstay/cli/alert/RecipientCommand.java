// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.alert;

import picocli.CommandLine.Command;

/** Recipients of alerts. */
@Command(
        name = "recipient",
        description = "Whom an alert tells: its program runs once for each recipient.",
        subcommands = {
            RecipientAddCommand.class, RecipientUpdateCommand.class,
            RecipientDeleteCommand.class})
public final class RecipientCommand {}
