// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.work.CloneOptions;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What only the plan knows of an action and its agent is told, with names without any prefix. */
final class ActionContext {

    /** The scheduler names a notification by what it is about. */
    private static final Pattern NOTIFICATION = Pattern.compile("(pre|post)_notify_(\\w+)");

    private ActionContext() {}

    static boolean isNotification(PlannedAction planned) {
        return NOTIFICATION.matcher(planned.task()).matches();
    }

    /** A notification is also told before or after what it comes. */
    static SortedMap<String, String> of(PlannedAction planned, Optional<WorkResource> instance) {
        SortedMap<String, String> context = new TreeMap<>(planned.meta());
        Matcher notification = NOTIFICATION.matcher(planned.task());
        if (notification.matches()) {
            context.put("notify_type", notification.group(1));
            context.put("notify_operation", notification.group(2));
        }
        instance.ifPresent(known -> putClone(context, known));
        return context;
    }

    /**
     * Its number, which the name of an instance may lack, and the clone's own settings as they are
     * in force, configured or not: agents find out by them that they are cloned.
     */
    private static void putClone(SortedMap<String, String> context, WorkResource instance) {
        WorkResource clone = instance.enclosingClone();
        if (clone == null) {
            return;
        }
        CloneOptions options = clone.cloneOptions();
        context.put("clone", Integer.toString(instance.number()));
        context.put("clone_max", Integer.toString(options.max()));
        context.put("clone_node_max", Integer.toString(options.nodeMax()));
        context.put("globally_unique", Boolean.toString(options.unique()));
        context.put("interleave", Boolean.toString(options.interleave()));
        context.put("notify", Boolean.toString(clone.is(ResourceFlag.NOTIFY)));
        context.put("promotable", Boolean.toString(options.promotable()));
        if (options.promotable()) {
            context.put("promoted_max", Integer.toString(options.promotedMax()));
            context.put("promoted_node_max", Integer.toString(options.promotedNodeMax()));
        }
    }
}
