// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import picocli.CommandLine.Option;

/** The option that every command has. */
final class HelpOption {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    private boolean asked;
}
