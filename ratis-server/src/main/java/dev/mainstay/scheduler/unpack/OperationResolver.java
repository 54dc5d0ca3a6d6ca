// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.Operation;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Says how an operation of a resource is configured, defaults included. */
public final class OperationResolver {
    /** What Pacemaker uses where nothing is configured. */
    private static final String DEFAULT_TIMEOUT = "20s";

    private final AttributeResolver attributes;
    private final List<AttributeSet> defaults;
    private final Instant now;

    public OperationResolver(
            AttributeResolver attributes, Configuration configuration, Instant now) {
        this.attributes = attributes;
        this.defaults = configuration.operationDefaults();
        this.now = now;
    }

    /** The configured operation with this name and interval. */
    public Optional<Operation> find(
            WorkResource resource, String task, long intervalMillis, boolean includeDisabled) {
        for (Operation operation : resource.definition().operations()) {
            if (operation.name().equals(task)
                    && DurationText.millisOrZero(operation.interval()) == intervalMillis
                    && (includeDisabled || isEnabled(operation))) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    public static boolean isEnabled(Operation operation) {
        return Optional.ofNullable(operation.options().get("enabled"))
                .map(text -> BooleanText.parse(text).orElse(false)).orElse(true);
    }

    /**
     * The meta-attributes of an operation: what it says itself goes before its meta-attribute sets,
     * those before a probe's inheritance from the most frequent monitor, and that before defaults.
     */
    public TreeMap<String, String> meta(WorkResource resource, String task, long intervalMillis) {
        RuleContext context = RuleContext.at(now)
                .withAgent(resource.agent()).withOperation(task, intervalMillis);
        TreeMap<String, String> meta = new TreeMap<>();
        Optional<Operation> found = find(resource, task, intervalMillis, true);
        found.ifPresent(operation -> {
            meta.putAll(operation.options());
            attributes.addTo(meta, operation.metaAttributes(), context);
        });
        if (task.equals(Tasks.MONITOR) && intervalMillis == 0) {
            mostFrequentMonitor(resource).flatMap(m -> timeout(m, context))
                    .ifPresent(t -> meta.putIfAbsent("timeout", t));
        }
        attributes.addTo(meta, defaults, context);
        meta.put("timeout", Long.toString(timeoutMillis(resource, task, intervalMillis, meta)));
        return meta;
    }

    private long timeoutMillis(WorkResource resource, String task, long intervalMillis,
            TreeMap<String, String> meta) {
        boolean startOrProbe = task.equals(Tasks.START)
                || task.equals(Tasks.MONITOR) && intervalMillis == 0;
        if (resource.isFenceDevice() && startOrProbe) {
            Optional<String> device = Optional.ofNullable(attributes.values(
                    resource.definition().instanceAttributes(), RuleContext.at(now))
                    .get("pcmk_monitor_timeout"));
            if (device.isPresent()) {
                return DurationText.millisOrZero(device.get());
            }
        }
        String configured = meta.getOrDefault("timeout", DEFAULT_TIMEOUT);
        long millis = DurationText.millisOrZero(configured);
        return millis > 0 ? millis : DurationText.millisOrZero(DEFAULT_TIMEOUT);
    }

    private Optional<String> timeout(Operation operation, RuleContext context) {
        return Optional.ofNullable(operation.options().get("timeout"))
                .or(() -> Optional.ofNullable(
                        attributes.values(operation.metaAttributes(), context).get("timeout")));
    }

    private static Optional<Operation> mostFrequentMonitor(WorkResource resource) {
        Optional<Operation> best = Optional.empty();
        long bestInterval = Long.MAX_VALUE;
        for (Operation operation : resource.definition().operations()) {
            long interval = DurationText.millisOrZero(operation.interval());
            if (operation.name().equals(Tasks.MONITOR) && isEnabled(operation) && interval > 0
                    && interval < bestInterval) {
                best = Optional.of(operation);
                bestInterval = interval;
            }
        }
        return best;
    }

    /** The instance attributes of an operation alone. */
    public TreeMap<String, String> parameters(WorkResource resource, String task,
            long intervalMillis, RuleContext context) {
        return find(resource, task, intervalMillis, true)
                .map(o -> attributes.values(o.instanceAttributes(), context))
                .orElseGet(TreeMap::new);
    }
}
