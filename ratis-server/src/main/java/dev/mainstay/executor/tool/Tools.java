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
    /** CRM_EX_USAGE. */
    private static final int USAGE = 64;

    /** CRM_EX_UNIMPLEMENT_FEATURE. */
    private static final int UNIMPLEMENTED = 3;

    private static final SortedMap<String, Supplier<Tool>> OFFERED = new TreeMap<>(Map.of(
            "crm_attribute", AttributeTool::new,
            "crm_master", PromotionScoreTool::new,
            "attrd_updater", AttributeUpdater::new,
            "crm_node", NodeTool::new));

    private Tools() {}

    /** Understands a call and says what it comes to. */
    public static ToolEffect call(String name, String[] arguments, ToolContext context) {
        Optional<Supplier<Tool>> offered = Optional.ofNullable(OFFERED.get(name));
        if (offered.isEmpty()) {
            return new Failure(UNIMPLEMENTED, name + " is not offered to resource agents");
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
            return new Failure(USAGE, name + ": " + wrong.getMessage());
        }
    }
}
