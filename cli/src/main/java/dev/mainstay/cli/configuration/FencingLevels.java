// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.FencingLevel;
import dev.mainstay.proto.v1.ConfigurationProto.FencingLevel.AttributeTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Fencing levels: the devices that are used on a machine together, and in which order such groups
 * of devices are tried.
 */
public final class FencingLevels {

    private static final int HIGHEST = 9;

    private FencingLevels() {}

    /**
     * A level's target as written: a node's name, {@code regexp%EXPRESSION}, or
     * {@code attrib%NAME=VALUE}; {@code node%NAME} is a name too.
     */
    public static String target(FencingLevel level) {
        return switch (level.getTargetCase()) {
            case NODE -> level.getNode();
            case PATTERN -> "regexp%" + level.getPattern();
            case ATTRIBUTE -> "attrib%" + level.getAttribute().getAttribute() + "="
                    + level.getAttribute().getValue();
            case TARGET_NOT_SET -> "";
        };
    }

    /** All of them by target, then in the order in which they are tried. */
    public static List<FencingLevel> sorted(Configuration configuration) {
        return configuration.getFencingLevelsList().stream()
                .sorted(Comparator.comparing(FencingLevels::target)
                        .thenComparingInt(FencingLevel::getIndex))
                .toList();
    }

    /** @throws CommandFailure where the level is taken, or a device is none */
    public static ConfigurationEdit add(
            Configuration configuration, int index, String target, List<String> devices,
            Optional<String> id) {
        if (index < 1 || index > HIGHEST) {
            throw CommandFailure.usage("There are the levels 1 to " + HIGHEST + ", not " + index
                    + ".", "");
        }
        FencingLevel.Builder level = targeted(target).setIndex(index).addAllDevices(devices);
        String written = target(level.build());
        if (find(configuration, same(index, written)).isPresent()) {
            throw CommandFailure.refused("There is a level " + index + " for " + written
                    + " already.", "Remove it first, or choose another level.");
        }
        for (String device : devices) {
            checkDevice(configuration, device);
        }
        ElementIds ids = new ElementIds(configuration);
        level.setId(id.map(ids::claimExactly)
                .orElseGet(() -> ids.claim("fl-" + written + "-" + index)));
        return ConfigurationEdit.newBuilder().setPutFencingLevel(level).build();
    }

    /**
     * Removes levels that match.
     *
     * @param index empty: of any number
     * @param target empty: of any target
     * @param devices levels that consist of exactly these; empty: of any
     */
    public static List<ConfigurationEdit> removal(
            Configuration configuration,
            Optional<Integer> index,
            Optional<String> target,
            List<String> devices) {
        Optional<String> written = target.map(text -> target(targeted(text).build()));
        return configuration.getFencingLevelsList().stream()
                .filter(level -> index.isEmpty() || index.get() == level.getIndex())
                .filter(level -> written.isEmpty() || written.get().equals(target(level)))
                .filter(level -> devices.isEmpty() || devices.equals(level.getDevicesList()))
                .map(level -> Edits.remove(ConfigurationSection.FENCING_LEVELS, level.getId()))
                .toList();
    }

    /** What is wrong with the levels, a sentence each. */
    public static List<String> problems(Configuration configuration, List<String> nodes) {
        List<String> problems = new ArrayList<>();
        for (FencingLevel level : sorted(configuration)) {
            String name = "Level " + level.getIndex() + " for " + target(level);
            if (level.hasNode() && !nodes.contains(level.getNode())) {
                problems.add(name + ": there is no node '" + level.getNode() + "'.");
            }
            for (String device : level.getDevicesList()) {
                if (Resources.find(configuration, device).filter(Resources::isFenceDevice)
                        .isEmpty()) {
                    problems.add(name + ": there is no fence device '" + device + "'.");
                }
            }
        }
        return problems;
    }

    private static FencingLevel.Builder targeted(String text) {
        int sign = text.indexOf('%');
        String rest = text.substring(sign + 1);
        return switch (sign < 0 ? "node" : text.substring(0, sign)) {
            case "node" -> FencingLevel.newBuilder().setNode(rest);
            case "regexp" -> FencingLevel.newBuilder().setPattern(rest);
            case "attrib" -> FencingLevel.newBuilder().setAttribute(attribute(rest));
            default -> throw CommandFailure.usage("'" + text + "' is no target.",
                    "Write a node's name, regexp%EXPRESSION or attrib%NAME=VALUE.");
        };
    }

    private static AttributeTarget attribute(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw CommandFailure.usage("'attrib%" + text + "' has no value.",
                    "Write attrib%NAME=VALUE.");
        }
        return AttributeTarget.newBuilder()
                .setAttribute(text.substring(0, equals))
                .setValue(text.substring(equals + 1))
                .build();
    }

    private static void checkDevice(Configuration configuration, String device) {
        if (!Resources.isFenceDevice(Resources.get(configuration, device))) {
            throw CommandFailure.refused("'" + device + "' is no fence device.",
                    "'mainstay stonith config' shows those there are.");
        }
    }

    private static Predicate<FencingLevel> same(int index, String target) {
        return level -> level.getIndex() == index && target(level).equals(target);
    }

    private static Optional<FencingLevel> find(
            Configuration configuration, Predicate<FencingLevel> wanted) {
        return configuration.getFencingLevelsList().stream().filter(wanted).findFirst();
    }
}
