// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.cli.grammar.ResourceWords;
import dev.mainstay.cli.grammar.ResourceWords.OperationWords;
import dev.mainstay.proto.v1.AgentActionView;
import dev.mainstay.proto.v1.ConfigurationProto.AgentName;
import dev.mainstay.proto.v1.ConfigurationProto.Operation;
import dev.mainstay.proto.v1.ConfigurationProto.OperationList;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a primitive of what the user wrote and of the operations that the agent's metadata
 * recommends. These are copied into the configuration, so that it says by itself what will run. An
 * operation that the user gives replaces all recommended ones of the same action.
 *
 * @param recommended the agent's actions; empty when its metadata is not known
 */
public record PrimitiveRecipe(
        String id, AgentText agent, ResourceWords words, List<AgentActionView> recommended) {

    private static final Set<String> NOT_CONFIGURED =
            Set.of("meta-data", "validate-all", "status", "list", "list-status", "metadata");
    private static final Set<String> FENCE_DEVICE_OPERATIONS = Set.of("monitor");
    private static final String MONITOR = "monitor";
    private static final String CHECK_LEVEL = "OCF_CHECK_LEVEL";
    private static final long DEFAULT_MONITOR_MILLIS = 60_000;

    /** @param allDefaults false copies the recommended monitor alone */
    public Primitive primitive(ElementIds ids, boolean allDefaults, Map<String, String> moreMeta) {
        ids.claimExactly(id);
        Map<String, String> meta = new LinkedHashMap<>(words.meta());
        meta.putAll(moreMeta);
        AgentName.Builder name =
                AgentName.newBuilder().setStandard(agent.standard()).setType(agent.type());
        if (!agent.provider().isEmpty()) {
            name.setProvider(agent.provider());
        }
        ResourceOptions.Builder options = ResourceOptions.newBuilder();
        if (!words.options().isEmpty()) {
            options.addAllInstanceAttributes(AttributeSets.of(
                    ids.claim(id + "-instance_attributes"), words.options()));
        }
        if (!meta.isEmpty()) {
            options.addAllMetaAttributes(
                    AttributeSets.of(ids.claim(id + "-meta_attributes"), meta));
        }
        OperationList.Builder operations = OperationList.newBuilder();
        for (OperationWords operation : operations(allDefaults)) {
            operations.addOperations(operation(ids, id, operation));
        }
        return Primitive.newBuilder()
                .setId(id)
                .setAgent(name)
                .setOptions(options)
                .setOperations(operations)
                .build();
    }

    /** One operation of a primitive, with its id made of action and interval as in pcs. */
    public static Operation operation(ElementIds ids, String primitive, OperationWords words) {
        SequencedMap<String, String> options = new LinkedHashMap<>(words.options());
        String interval = options.remove("interval");
        String given = options.remove("id");
        String level = options.remove(CHECK_LEVEL);
        String written = interval == null ? defaultInterval(words.action()) : interval;
        String operationId = given == null
                ? ids.claim(primitive + "-" + words.action() + "-interval-" + written)
                : ids.claimExactly(given);
        Operation.Builder operation = Operation.newBuilder()
                .setId(operationId)
                .setName(words.action())
                .setInterval(written)
                .putAllOptions(options);
        if (level != null) {
            operation.addAllInstanceAttributes(AttributeSets.of(
                    ids.claim(operationId + "-instance_attributes"), Map.of(CHECK_LEVEL, level)));
        }
        return operation.build();
    }

    private static String defaultInterval(String action) {
        return action.equals(MONITOR) ? millis(DEFAULT_MONITOR_MILLIS) : "0s";
    }

    private List<OperationWords> operations(boolean allDefaults) {
        Set<String> given = words.operations().stream()
                .map(OperationWords::action)
                .collect(Collectors.toSet());
        List<OperationWords> operations = new ArrayList<>();
        for (AgentActionView action : recommended) {
            if (isWanted(action.getName(), allDefaults) && !given.contains(action.getName())) {
                operations.add(distinct(recommended(action), operations));
            }
        }
        operations.addAll(words.operations());
        if (operations.stream().noneMatch(o -> o.action().equals(MONITOR))) {
            operations.add(new OperationWords(MONITOR, new LinkedHashMap<>(
                    Map.of("interval", millis(DEFAULT_MONITOR_MILLIS)))));
        }
        return operations;
    }

    private boolean isWanted(String action, boolean allDefaults) {
        return agent.standard().equals("stonith")
                ? FENCE_DEVICE_OPERATIONS.contains(action)
                : !NOT_CONFIGURED.contains(action) && (allDefaults || action.equals(MONITOR));
    }

    private static OperationWords recommended(AgentActionView action) {
        SequencedMap<String, String> options = new LinkedHashMap<>();
        long interval = action.getIntervalMillis();
        if (interval == 0 && action.getName().equals(MONITOR)) {
            interval = DEFAULT_MONITOR_MILLIS;
        }
        options.put("interval", millis(interval));
        if (action.getTimeoutMillis() > 0) {
            options.put("timeout", millis(action.getTimeoutMillis()));
        }
        if (!action.getRole().isEmpty()) {
            options.put("role", role(action.getRole()));
        }
        if (!action.getDepth().isEmpty() && !action.getDepth().equals("0")) {
            options.put(CHECK_LEVEL, action.getDepth());
        }
        return new OperationWords(action.getName(), options);
    }

    // Two monitors with one interval would be one operation: name and interval are its identity.
    private static OperationWords distinct(OperationWords words, List<OperationWords> earlier) {
        OperationWords candidate = words;
        for (long extra = 1; clashes(candidate, earlier); extra++) {
            SequencedMap<String, String> options = new LinkedHashMap<>(words.options());
            options.put("interval", plusSeconds(words.interval(), extra));
            candidate = new OperationWords(words.action(), options);
        }
        return candidate;
    }

    private static boolean clashes(OperationWords words, List<OperationWords> earlier) {
        return words.action().equals(MONITOR) && earlier.stream().anyMatch(
                o -> o.action().equals(MONITOR) && o.interval().equals(words.interval()));
    }

    private static String plusSeconds(String interval, long extra) {
        long millis = interval.endsWith("ms")
                ? Long.parseLong(interval.replace("ms", ""))
                : 1000 * Long.parseLong(interval.replace("s", ""));
        return millis(millis + 1000 * extra);
    }

    private static String role(String written) {
        return switch (written) {
            case "Master" -> "Promoted";
            case "Slave" -> "Unpromoted";
            default -> written;
        };
    }

    private static String millis(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
