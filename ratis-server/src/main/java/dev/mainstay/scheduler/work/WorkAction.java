// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An action that may come into the transition. */
public final class WorkAction {
    private final EnumSet<ActionFlag> flags = EnumSet.noneOf(ActionFlag.class);

    private final int number;
    private final String key;
    private String task;
    private final @Nullable WorkResource resource;
    private final @Nullable WorkNode node;
    private final long intervalMillis;
    private final List<Edge> before = new ArrayList<>();
    private final List<Edge> after = new ArrayList<>();
    private final TreeMap<String, String> meta = new TreeMap<>();
    private int requiredRunnableBefore = 0;
    private int runnableBefore = 0;
    private String reason = "";
    private ActionClass actionClass = ActionClass.RESOURCE;
    private boolean cancellation = false;

    public WorkAction(int number, String key, String task, @Nullable WorkResource resource,
            @Nullable WorkNode node, long intervalMillis) {
        this.number = number;
        this.key = key;
        this.task = task;
        this.resource = resource;
        this.node = node;
        this.intervalMillis = intervalMillis;
    }

    public boolean is(ActionFlag flag) {
        return flags.contains(flag);
    }

    public void set(ActionFlag flag) {
        flags.add(flag);
    }

    public void clear(ActionFlag flag) {
        flags.remove(flag);
    }

    public boolean isTask(String other) {
        return task.equals(other);
    }

    /** Orders two actions; the kinds of several relations between the same two add up. */
    public static void order(WorkAction first, WorkAction then, int kinds) {
        if (first == then || kinds == 0) {
            return;
        }
        // Each relation is in both lists: an action that all others meet at stays cheap.
        if (first.after.size() <= then.before.size()) {
            join(first, first.after, then, then.before, kinds);
        } else {
            join(then, then.before, first, first.after, kinds);
        }
    }

    private static void join(WorkAction one, List<Edge> ofOne, WorkAction other,
            List<Edge> ofOther, int kinds) {
        for (Edge edge : ofOne) {
            if (edge.other() == other) {
                edge.kinds(edge.kinds() | kinds);
                for (Edge back : ofOther) {
                    if (back.other() == one) {
                        back.kinds(back.kinds() | kinds);
                    }
                }
                return;
            }
        }
        ofOne.add(new Edge(other, kinds));
        ofOther.add(new Edge(one, kinds));
    }

    @Override
    public String toString() {
        return key + (node == null ? "" : "@" + node);
    }

    public int number() {
        return number;
    }

    public String key() {
        return key;
    }

    public String task() {
        return task;
    }

    public void task(String value) {
        this.task = value;
    }

    public @Nullable WorkResource resource() {
        return resource;
    }

    public @Nullable WorkNode node() {
        return node;
    }

    public long intervalMillis() {
        return intervalMillis;
    }

    public List<Edge> before() {
        return before;
    }

    public List<Edge> after() {
        return after;
    }

    public TreeMap<String, String> meta() {
        return meta;
    }

    public int requiredRunnableBefore() {
        return requiredRunnableBefore;
    }

    public void requiredRunnableBefore(int value) {
        this.requiredRunnableBefore = value;
    }

    public int runnableBefore() {
        return runnableBefore;
    }

    public void runnableBefore(int value) {
        this.runnableBefore = value;
    }

    public String reason() {
        return reason;
    }

    public void reason(String value) {
        this.reason = value;
    }

    public ActionClass actionClass() {
        return actionClass;
    }

    public void actionClass(ActionClass value) {
        this.actionClass = value;
    }

    public boolean cancellation() {
        return cancellation;
    }

    public void cancellation(boolean value) {
        this.cancellation = value;
    }
}
