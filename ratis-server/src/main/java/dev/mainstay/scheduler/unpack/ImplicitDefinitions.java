// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Operation;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.scheduler.work.ResolvedDefinition;
import dev.mainstay.scheduler.work.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Definitions of the resources that come with guests and bundles without being configured. */
final class ImplicitDefinitions {
    private ImplicitDefinitions() {}

    static ResolvedDefinition connection() {
        return definition(
                new AgentName("ocf", Optional.of("pacemaker"), "remote"), "30s", "30s");
    }

    static ResolvedDefinition container(String technology) {
        return definition(
                new AgentName("ocf", Optional.of("heartbeat"), technology), "60s", "20s");
    }

    static ResolvedDefinition address() {
        return definition(
                new AgentName("ocf", Optional.of("heartbeat"), "IPaddr2"), "60s", "20s");
    }

    private static ResolvedDefinition definition(
            AgentName agent, String interval, String timeout) {
        TreeMap<String, String> options = new TreeMap<>();
        options.put("timeout", timeout);
        Operation monitor = new Operation(Optional.empty(), Optional.empty(), Tasks.MONITOR,
                interval, SortedMaps.copyOf(options), List.of(), List.of());
        return new ResolvedDefinition(
                agent, List.of(), List.of(), List.of(), List.of(monitor));
    }
}
