// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.device;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The meaning of the options that a device has for the cluster, not for its agent. */
public final class DeviceOptions {
    private static final int TRIES = 2;
    /** What a fence agent never gets to see, beside all that begins with pcmk_ or CRM_meta_. */
    private static final Set<String> NOT_FOR_AGENTS = Set.of("action", "priority",
            "stonith-timeout", "fencing-timeout", "crm_feature_set", "provides");

    private final FenceDevice device;

    public DeviceOptions(FenceDevice device) {
        this.device = device;
    }

    /** What the agent is asked for when this is wanted: {@code pcmk_<action>_action}. */
    public Optional<String> replacement(DeviceAction action) {
        return device.parameter(name(action, "action"));
    }

    /** How long all tries may take: {@code pcmk_<action>_timeout}, else what was asked. */
    public Duration timeout(DeviceAction action, Duration asked) {
        return device.parameter(name(action, "timeout"))
                .flatMap(DurationText::parse)
                .filter(timeout -> !timeout.isZero())
                .orElse(asked);
    }

    /** How often it may be tried: {@code pcmk_<action>_retries}. */
    public int tries(DeviceAction action) {
        return device.parameter(name(action, "retries"))
                .filter(value -> value.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .map(tries -> Math.max(1, tries))
                .orElse(TRIES);
    }

    /** How many actions the device takes at a time: pcmk_action_limit, −1 for any number. */
    public int actionLimit() {
        return device.parameter("pcmk_action_limit")
                .filter(value -> value.matches("-1|[0-9]{1,4}"))
                .map(Integer::valueOf)
                .map(limit -> limit < 0 ? Integer.MAX_VALUE : Math.max(1, limit))
                .orElse(1);
    }

    /**
     * The least delay before a node is cut off: {@code pcmk_delay_base}, one value or one per node.
     */
    public Duration delayBase(String node) {
        Optional<String> text = device.parameter("pcmk_delay_base");
        if (text.isPresent() && text.get().contains(":")) {
            text = Optional.ofNullable(HostMap.parseMap(text.get()).get(node));
        }
        return text.flatMap(DurationText::parse).orElse(Duration.ZERO);
    }

    /** The most delay before a node is cut off; never less than the base. */
    public Duration delayMax(String node) {
        Duration base = delayBase(node);
        return device.parameter("pcmk_delay_max")
                .flatMap(DurationText::parse)
                .filter(max -> max.compareTo(base) > 0)
                .orElse(base);
    }

    /** Parameter by which the agent is told the port, where the device says so. */
    public Optional<String> hostArgument() {
        return device.parameter("pcmk_host_argument");
    }

    /** static-list, dynamic-list, status or none, where it is set. */
    public Optional<String> hostCheck() {
        return device.parameter("pcmk_host_check");
    }

    /** The parameters that are the agent's own. */
    public Map<String, String> agentParameters() {
        Map<String, String> own = new TreeMap<>(device.parameters());
        own.keySet()
                .removeIf(name -> name.startsWith("pcmk_") || name.startsWith("CRM_meta_")
                        || NOT_FOR_AGENTS.contains(name));
        return own;
    }

    private static String name(DeviceAction action, String option) {
        return "pcmk_" + action.word() + "_" + option;
    }
}
