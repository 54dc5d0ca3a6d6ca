// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Systemd over the system's bus (org.freedesktop.systemd1(5)). Connects when it is needed. */
public final class SystemdBus implements Systemd, AutoCloseable {
    /** As long as other clients of the bus wait. */
    static final Duration REPLY_LIMIT = Duration.ofSeconds(25);

    private static final Logger LOG = LoggerFactory.getLogger(SystemdBus.class);
    private static final int JOB_PATH = 1;
    private static final int JOB_RESULT = 3;

    private final JobWatch jobs = new JobWatch();
    private final BusLink link;
    private final Object reloading = new Object();
    private final AtomicLong reloadsWanted = new AtomicLong();
    /** Requests that a reload which began later has served; guarded by {@link #reloading}. */
    private long reloadsServed;

    /** @param socket of the system's bus */
    public SystemdBus(Path socket) {
        this(socket, REPLY_LIMIT);
    }

    SystemdBus(Path socket, Duration replyLimit) {
        this.link = new BusLink(socket, replyLimit, this::jobRemoved);
    }

    private void jobRemoved(DBusSignal signal) {
        try {
            Object[] told = signal.getParameters();
            jobs.ended(path(told[JOB_PATH]), String.valueOf(told[JOB_RESULT]));
        } catch (DBusException unreadable) {
            LOG.warn("unreadable signal of systemd", unreadable);
        }
    }

    @Override
    public UnitState state(UnitName unit) throws SystemdException {
        // One call, so that the job and the state are of the same moment.
        Object[] answer = link.call("ListUnitsByNames", "as", List.of(unit.value()));
        Object[] told = rows(answer).findFirst()
                .orElseThrow(() -> SystemdException.unanswered("no state of " + unit));
        long job = ((Number) told[7]).longValue();
        return new UnitState(String.valueOf(told[1]), String.valueOf(told[2]),
                String.valueOf(told[3]), String.valueOf(told[4]),
                job == 0 ? Optional.empty()
                        : Optional.of(new UnitState.QueuedJob(job, String.valueOf(told[8]))));
    }

    @Override
    public UnitJob start(UnitName unit) throws SystemdException {
        return queue("StartUnit", unit);
    }

    @Override
    public UnitJob stop(UnitName unit) throws SystemdException {
        return queue("StopUnit", unit);
    }

    private UnitJob queue(String method, UnitName unit) throws SystemdException {
        jobs.expect();
        try {
            String path = path(link.call(method, "ss", unit.value(), "replace")[0]);
            long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
            return new UnitJob(id, jobs.end(path));
        } finally {
            jobs.expectNoMore();
        }
    }

    private static String path(Object value) {
        return value instanceof DBusPath path ? path.getPath() : String.valueOf(value);
    }

    @Override
    public void cancel(UnitJob job) throws SystemdException {
        var _ = link.call("CancelJob", "u", new UInt32(job.id()));
    }

    @Override
    public void forget(UnitJob job) {
        jobs.forget(BusLink.PATH + "/job/" + job.id());
    }

    @Override
    public void reload() throws SystemdException {
        long mine = reloadsWanted.incrementAndGet();
        // A reload reads everything, which takes long: those who wait for one share the next.
        synchronized (reloading) {
            if (reloadsServed >= mine) {
                return;
            }
            long wanted = reloadsWanted.get();
            var _ = link.call("Reload", "");
            reloadsServed = wanted;
        }
    }

    @Override
    public List<String> unitFiles() throws SystemdException {
        return rows(link.call("ListUnitFiles", "")).map(row -> Path.of(String.valueOf(row[0])))
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    private static Stream<Object[]> rows(Object[] answer) {
        return ((Collection<?>) answer[0]).stream().map(SystemdBus::columns);
    }

    private static Object[] columns(Object row) {
        return row instanceof Collection<?> columns ? columns.toArray()
                : Arrays.copyOf((Object[]) row, ((Object[]) row).length);
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
