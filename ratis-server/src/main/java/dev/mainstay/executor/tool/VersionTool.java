// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code pacemakerd --version}: agents ask it before they trust {@code crm_node} to know the
 * machine's name, and take the host's name where nobody answers. They read the second word of one
 * line.
 */
@Command(name = "pacemakerd")
final class VersionTool implements Tool {
    @Option(names = {"-$", "--version"})
    private boolean version;

    @Override
    public ToolEffect effect(ToolContext context) {
        return version
                ? ToolEffect.line("Pacemaker " + MonitorTool.VERSION)
                : ToolEffect.notOffered("pacemakerd other than --version");
    }
}
