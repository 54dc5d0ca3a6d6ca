// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.UInt32;

/**
 * A manager of units on a private bus that does only what a test tells it: a queued job stays until
 * the test ends it, with whatever result, whether or not anybody is told.
 */
final class ScriptedSystemd implements ManagerCalls, AutoCloseable {
    private static final String NAME = "org.freedesktop.systemd1";
    private static final String PATH = "/org/freedesktop/systemd1";

    private final PrivateBus bus;
    private final Path runtimeUnits;
    private final Map<String, Unit> units = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private Consumer<String> queued = unit -> {};
    private DBusConnection connection;
    private long lastJob;

    /** @param job 0: none */
    record Unit(String load, String active, long job, String jobType) {}

    private ScriptedSystemd(PrivateBus bus, Path runtimeUnits, DBusConnection connection) {
        this.bus = bus;
        this.runtimeUnits = runtimeUnits;
        this.connection = connection;
    }

    static ScriptedSystemd start(PrivateBus bus, Path runtimeUnits) throws DBusException {
        ScriptedSystemd systemd = new ScriptedSystemd(bus, runtimeUnits, connect(bus));
        systemd.appear();
        return systemd;
    }

    private static DBusConnection connect(PrivateBus bus) throws DBusException {
        return DBusConnectionBuilder.forAddress("unix:path=" + bus.socket())
                .withShared(false)
                .build();
    }

    private void appear() throws DBusException {
        connection.exportObject(PATH, this);
        connection.requestBusName(NAME);
    }

    void comeBack() throws DBusException {
        connection = connect(bus);
        appear();
    }

    synchronized void put(String unit, String active) {
        units.put(unit, new Unit("loaded", active, 0, ""));
    }

    synchronized void queue(String unit, String jobType) {
        lastJob++;
        units.computeIfPresent(unit,
                (name, known) -> new Unit(known.load(), known.active(), lastJob, jobType));
    }

    /** Called with the unit's name when a job has been queued, before the call is answered. */
    synchronized void whenQueued(Consumer<String> listener) {
        queued = listener;
    }

    /** Ends the unit's job, with a signal. */
    void end(String unit, String result, String active) {
        Unit known = forget(unit, active);
        signal(connection, unit, known.job(), result);
    }

    /** Ends the unit's job without a signal; returns what the unit was. */
    synchronized Unit forget(String unit, String active) {
        Unit known = Optional.ofNullable(units.get(unit)).orElseThrow();
        units.put(unit, new Unit(known.load(), active, 0, ""));
        return known;
    }

    static void signal(DBusConnection from, String unit, long job, String result) {
        try {
            from.sendMessage(new JobRemoved(PATH, new UInt32(job), jobPath(job), unit, result));
        } catch (DBusException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A signal of the same form by somebody else. */
    void forge(String unit, String result) throws DBusException {
        long job = job(unit);
        try (DBusConnection stranger = connect(bus)) {
            signal(stranger, unit, job, result);
            // The answer to this call comes after the signal has been passed on.
            var _ = stranger.getDBusOwnerName(NAME);
        } catch (java.io.IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static DBusPath jobPath(long job) {
        return new DBusPath(job == 0 ? "/" : PATH + "/job/" + job);
    }

    /** What was called, with the drop-in of the unit as it was then. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized long job(String unit) {
        return Optional.ofNullable(units.get(unit)).map(Unit::job).orElse(0L);
    }

    void awaitJob(String unit) {
        await().dontCatchUncaughtExceptions().atMost(Duration.ofSeconds(30))
                .until(() -> job(unit) != 0);
    }

    void awaitCall(String call) {
        await().dontCatchUncaughtExceptions().atMost(Duration.ofSeconds(30))
                .until(() -> calls().contains(call));
    }

    private DBusPath order(String call, String unit, String jobType, String active) {
        Consumer<String> listener;
        long job;
        synchronized (this) {
            calls.add(call + " " + unit);
            Unit known = units.get(unit);
            if (known == null) {
                throw new DBusExecutionException("Unit " + unit + " not found.");
            }
            if (known.job() == 0 || !known.jobType().equals(jobType)) {
                lastJob++;
                units.put(unit, new Unit(known.load(), active, lastJob, jobType));
            }
            job = job(unit);
            listener = queued;
        }
        listener.accept(unit);
        return jobPath(job);
    }

    @Override
    public synchronized void subscribe() {
        calls.add("Subscribe");
    }

    @Override
    public synchronized void reload() {
        calls.add("Reload " + dropIns());
    }

    private List<String> dropIns() {
        return units.keySet()
                .stream()
                .filter(unit -> Files.exists(
                        runtimeUnits.resolve(unit + ".d/50-mainstay.conf")))
                .sorted()
                .toList();
    }

    @Override
    public DBusPath startUnit(String name, String mode) {
        return order("StartUnit", name, "start", "activating");
    }

    @Override
    public DBusPath stopUnit(String name, String mode) {
        return order("StopUnit", name, "stop", "deactivating");
    }

    @Override
    public synchronized void cancelJob(UInt32 id) {
        calls.add("CancelJob");
    }

    @Override
    public synchronized List<UnitRow> listUnitsByNames(List<String> names) {
        return names.stream()
                .map(name -> new UnitRow(name, units.getOrDefault(name,
                        new Unit("not-found", "inactive", 0, ""))))
                .toList();
    }

    @Override
    public synchronized List<FileRow> listUnitFiles() {
        return units.keySet()
                .stream()
                .sorted()
                .map(unit -> new FileRow("/lib/systemd/system/" + unit))
                .toList();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public String getObjectPath() {
        return PATH;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
