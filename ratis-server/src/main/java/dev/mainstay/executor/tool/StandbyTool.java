// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import picocli.CommandLine.Command;

/** {@code crm_standby}: whether a machine may run services. */
@Command(name = "crm_standby")
final class StandbyTool extends AttributeTool {
    @Override
    public ToolEffect effect(ToolContext context) {
        about("standby", "off");
        return super.effect(context);
    }
}
