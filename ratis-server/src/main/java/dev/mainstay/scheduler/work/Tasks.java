// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import java.util.Optional;

/** Names of what may be done with a resource, and the keys made of them. */
public final class Tasks {
    public static final String MONITOR = "monitor";
    public static final String START = "start";
    public static final String STARTED = "running";
    public static final String STOP = "stop";
    public static final String STOPPED = "stopped";
    public static final String PROMOTE = "promote";
    public static final String PROMOTED = "promoted";
    public static final String DEMOTE = "demote";
    public static final String DEMOTED = "demoted";
    public static final String MIGRATE_TO = "migrate_to";
    public static final String MIGRATE_FROM = "migrate_from";
    public static final String NOTIFY = "notify";
    public static final String NOTIFIED = "notified";
    public static final String RELOAD = "reload-agent";
    public static final String DELETE = "delete";
    public static final String CANCEL = "cancel";
    public static final String CLEAR_FAILCOUNT = "clear_failcount";
    public static final String SHUTDOWN = "do_shutdown";
    public static final String LRM_DELETE = "lrm_delete";
    public static final String FENCE = "stonith";
    public static final String ON = "on";

    private Tasks() {}

    public static String key(String resourceId, String task, long intervalMillis) {
        return resourceId + "_" + task + "_" + intervalMillis;
    }

    /** The task that tells a collective's task is done on all of its parts; itself if none. */
    public static String completion(String task) {
        return switch (task) {
            case START -> STARTED;
            case STOP -> STOPPED;
            case PROMOTE -> PROMOTED;
            case DEMOTE -> DEMOTED;
            case NOTIFY -> NOTIFIED;
            default -> task;
        };
    }

    /** The inverse of {@link #completion(String)}. */
    public static String begin(String task) {
        return switch (task) {
            case STARTED -> START;
            case STOPPED -> STOP;
            case PROMOTED -> PROMOTE;
            case DEMOTED -> DEMOTE;
            case NOTIFIED -> NOTIFY;
            default -> task;
        };
    }

    /** What undoes a task; empty if nothing does. */
    public static Optional<String> inverse(String task) {
        return switch (task) {
            case START -> Optional.of(STOP);
            case STOP -> Optional.of(START);
            case PROMOTE -> Optional.of(DEMOTE);
            case DEMOTE -> Optional.of(PROMOTE);
            case STARTED -> Optional.of(STOPPED);
            case STOPPED -> Optional.of(STARTED);
            case PROMOTED -> Optional.of(DEMOTED);
            case DEMOTED -> Optional.of(PROMOTED);
            default -> Optional.empty();
        };
    }
}
