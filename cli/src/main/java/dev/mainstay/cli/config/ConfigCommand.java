// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.config;

import picocli.CommandLine.Command;

/** The family of the whole configuration. */
@Command(
        name = "config",
        description = "The whole configuration.",
        subcommands = {
            ConfigShowCommand.class, ConfigHistoryCommand.class, ConfigRestoreCommand.class,
            ConfigExportCommand.class, ConfigImportCommand.class})
public final class ConfigCommand {}
