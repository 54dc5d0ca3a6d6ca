// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.DurationText;
import dev.mainstay.model.Operation;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Says what the failure of an operation asks for: as configured where valid, else the default. */
final class OnFailResolver {
    private final UnpackContext context;

    OnFailResolver(UnpackContext context) {
        this.context = context;
    }

    OnFail resolve(WorkResource resource, String task, long intervalMillis) {
        TreeMap<String, String> meta =
                context.operations().meta(resource, task, intervalMillis);
        Optional<OnFail> configured = Optional.ofNullable(meta.get("on-fail"))
                .flatMap(text -> parse(text, task, intervalMillis, meta));
        return configured.orElseGet(() -> otherwise(resource, task, intervalMillis));
    }

    private Optional<OnFail> parse(
            String text, String task, long intervalMillis, TreeMap<String, String> meta) {
        boolean stop = task.equals(Tasks.STOP);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "ignore", "nothing" -> Optional.of(OnFail.IGNORE);
            case "block" -> Optional.of(OnFail.BLOCK);
            case "migrate" -> Optional.of(OnFail.BAN);
            case "restart" -> Optional.of(OnFail.RESTART);
            case "restart-container" -> Optional.of(OnFail.RESTART_CONTAINER);
            case "stop" -> stop ? Optional.empty() : Optional.of(OnFail.STOP);
            case "standby" -> stop ? Optional.empty() : Optional.of(OnFail.STANDBY);
            case "fence" -> Optional.of(context.state().options().fencingEnabled() || stop
                    ? context.state().options().fencingEnabled() ? OnFail.FENCE : OnFail.BLOCK
                    : OnFail.STOP);
            case "demote" -> demoteApplies(task, intervalMillis, meta)
                    ? Optional.of(OnFail.DEMOTE)
                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    /**
     * Only a promotion, or a recurring monitor of the promoted role, can be answered by demoting.
     */
    private static boolean demoteApplies(
            String task, long intervalMillis, TreeMap<String, String> meta) {
        boolean promotedMonitor = task.equals(Tasks.MONITOR) && intervalMillis > 0
                && Role.parse(meta.getOrDefault("role", "")).filter(Role.PROMOTED::equals)
                        .isPresent();
        return task.equals(Tasks.PROMOTE) || promotedMonitor;
    }

    private OnFail otherwise(WorkResource resource, String task, long intervalMillis) {
        boolean probe = task.equals(Tasks.MONITOR) && intervalMillis == 0;
        boolean start = task.equals(Tasks.START);
        WorkResource container = resource.container();
        boolean connection = resource.is(ResourceFlag.REMOTE_CONNECTION);
        if (task.equals(Tasks.STOP)) {
            if (container != null && !connection) {
                return OnFail.RESTART_CONTAINER;
            }
            return context.state().options().fencingEnabled() ? OnFail.FENCE : OnFail.BLOCK;
        }
        if (task.equals(Tasks.DEMOTE)) {
            return promotedMonitorConsequence(resource).orElse(OnFail.RESTART);
        }
        if (container != null) {
            return OnFail.RESTART_CONTAINER;
        }
        if (connection && !probe && !start) {
            return OnFail.RESET_REMOTE;
        }
        return OnFail.RESTART;
    }

    /** A demotion that fails is answered as the first monitor of the promoted role says. */
    private Optional<OnFail> promotedMonitorConsequence(WorkResource resource) {
        for (Operation operation : resource.definition().operations()) {
            long interval = DurationText.millisOrZero(operation.interval());
            boolean promoted = Role.parse(operation.options().getOrDefault("role", ""))
                    .filter(Role.PROMOTED::equals).isPresent();
            if (!operation.name().equals(Tasks.MONITOR) || interval == 0 || !promoted
                    || !OperationResolver.isEnabled(operation)) {
                continue;
            }
            String text = context.operations().meta(resource, Tasks.MONITOR, interval)
                    .get("on-fail");
            if (text != null && !text.equals("demote")) {
                return parse(text, Tasks.DEMOTE, 0, new TreeMap<>());
            }
        }
        return Optional.empty();
    }
}
