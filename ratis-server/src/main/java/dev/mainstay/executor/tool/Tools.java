// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The tools that are offered, by name. */
public final class Tools {
    private static final SortedMap<String, Supplier<Tool>> OFFERED = new TreeMap<>(Map.ofEntries(
            Map.entry("attrd_updater", AttributeUpdater::new),
            Map.entry("cibadmin", CibTool::new),
            Map.entry("crm_attribute", AttributeTool::new),
            Map.entry("crm_failcount", FailCountTool::new),
            Map.entry("crm_master", PromotionScoreTool::new),
            Map.entry("crm_mon", MonitorTool::new),
            Map.entry("crm_node", NodeTool::new),
            Map.entry("crm_resource", ResourceTool::new),
            Map.entry("crm_simulate", SimulateTool::new),
            Map.entry("crm_standby", StandbyTool::new),
            Map.entry("crm_ticket", TicketTool::new),
            Map.entry("pacemakerd", VersionTool::new),
            Map.entry("stonith_admin", FencingTool::new)));

    private Tools() {}

    /** Understands a call and says what it comes to; a failure's sentence names the tool. */
    public static ToolEffect call(String name, String[] arguments, ToolContext context) {
        ToolEffect effect = understood(name, arguments, context);
        return effect instanceof Failure(var code, var message)
                ? new Failure(code, name + ": " + message)
                : effect;
    }

    private static ToolEffect understood(String name, String[] arguments, ToolContext context) {
        Optional<Supplier<Tool>> offered = Optional.ofNullable(OFFERED.get(name));
        if (offered.isEmpty()) {
            return ToolEffect.notOffered("this tool");
        }
        Tool tool = offered.get().get();
        try {
            new CommandLine(tool)
                    .setAbbreviatedOptionsAllowed(true)
                    .setOverwrittenOptionsAllowed(true)
                    .setExpandAtFiles(false)
                    .setTrimQuotes(false)
                    .parseArgs(Stream.of(arguments).toArray(String[]::new));
            return tool.effect(context);
        } catch (ParameterException wrong) {
            return new Failure(ExitStatus.USAGE, String.valueOf(wrong.getMessage()));
        }
    }
}
