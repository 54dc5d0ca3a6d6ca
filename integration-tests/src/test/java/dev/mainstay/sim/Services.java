// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What really runs on one machine, whatever anybody thinks. */
final class Services {

    private static final int OK = 0;
    private static final int NOT_RUNNING = 7;
    private static final int RUNNING_PROMOTED = 8;
    private static final int ERROR = 1;

    private final Network migrations;
    private final Runnable changed;
    /** Active services, and whether they are promoted; copies of a clone know no numbers. */
    private final SortedMap<String, Boolean> active = new TreeMap<>();

    /** @param changed called after each change */
    Services(Network migrations, Runnable changed) {
        this.migrations = migrations;
        this.changed = changed;
    }

    SortedSet<String> active() {
        return new TreeSet<>(active.keySet());
    }

    boolean isActive(String instance) {
        return active.containsKey(instance);
    }

    boolean isPromoted(String instance) {
        return active.getOrDefault(instance, false);
    }

    void clear() {
        active.clear();
        changed.run();
    }

    /** The service dies by itself. */
    void crash(String instance) {
        if (active.remove(instance) != null) {
            changed.run();
        }
    }

    void set(String instance, boolean promoted) {
        active.put(instance, promoted);
        changed.run();
    }

    /** @return the exit code of the resource agent */
    int call(ServiceCall call, boolean takesEffect) {
        String instance = call.service();
        switch (call.task()) {
            case "monitor" -> {
                return found(instance);
            }
            case "start" -> change(takesEffect, () -> active.putIfAbsent(instance, false));
            case "stop" -> change(takesEffect, () -> active.remove(instance));
            case "promote" -> change(takesEffect && isActive(instance),
                    () -> active.put(instance, true));
            case "demote" -> change(takesEffect && isActive(instance),
                    () -> active.put(instance, false));
            case "migrate_to" -> {
                return migrate(call, takesEffect);
            }
            case "migrate_from" -> {
                return isActive(instance) ? OK : ERROR;
            }
            default -> {
                return OK;
            }
        }
        boolean lacks = (call.task().equals("promote") || call.task().equals("demote"))
                && !isActive(instance);
        return lacks ? NOT_RUNNING : OK;
    }

    private int migrate(ServiceCall call, boolean takesEffect) {
        if (!takesEffect || !isActive(call.service())
                || !migrations.migrate(call.service(), call.migrateTarget())) {
            return ERROR;
        }
        change(true, () -> active.remove(call.service()));
        return OK;
    }

    private int found(String instance) {
        if (!isActive(instance)) {
            return NOT_RUNNING;
        }
        return isPromoted(instance) ? RUNNING_PROMOTED : OK;
    }

    private void change(boolean applies, Runnable change) {
        if (applies) {
            change.run();
            changed.run();
        }
    }

    /** How a live migration reaches another machine. */
    interface Network {
        /** Makes the instance active there in the same moment; false when it cannot. */
        boolean migrate(String instance, String target);
    }
}
