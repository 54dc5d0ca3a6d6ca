// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.bundle;

import picocli.CommandLine.Command;

/** The family of bundles. */
@Command(
        name = "bundle",
        description = "Containers that run one service, with their addresses, ports and folders.",
        subcommands = {
            BundleCreateCommand.class, BundleUpdateCommand.class, BundleResetCommand.class})
public final class BundleCommand {}
