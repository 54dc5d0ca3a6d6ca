// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the manager of systemd over the bus: opened when it is needed, dropped when it
 * breaks, and opened again no more often than a growing pause allows.
 */
final class BusLink implements AutoCloseable {
    static final String NAME = "org.freedesktop.systemd1";
    static final String PATH = "/org/freedesktop/systemd1";
    static final String INTERFACE = NAME + ".Manager";

    private static final Logger LOG = LoggerFactory.getLogger(BusLink.class);
    private static final Duration PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

    private final Path socket;
    private final Duration replyLimit;
    private final Consumer<DBusSignal> jobRemoved;
    /** The unique name of systemd on the bus; not guarded, as it is read while this is held. */
    private volatile String owner = "";
    /** Guarded by this, as is the rest. */
    private Optional<DBusConnection> connection = Optional.empty();
    private Duration pause = PAUSE_MIN;
    private long notBefore = System.nanoTime();
    private String lastFailure = "";
    private boolean closed;

    /** @param jobRemoved told of each end of a job by systemd itself; must not block */
    BusLink(Path socket, Duration replyLimit, Consumer<DBusSignal> jobRemoved) {
        this.socket = socket;
        this.replyLimit = replyLimit;
        this.jobRemoved = jobRemoved;
    }

    /** Calls a method of the manager and returns what it answers with. */
    Object[] call(String method, String signature, Object... arguments) throws SystemdException {
        DBusConnection open = open();
        try {
            return ask(open, method, signature, arguments);
        } catch (SystemdException failure) {
            if (failure.reason() != SystemdException.Reason.REFUSED) {
                // Whether the bus or systemd went away: the subscription may be gone with it.
                drop(open, failure.getMessage());
            }
            throw failure;
        }
    }

    private Object[] ask(DBusConnection open, String method, String signature,
            Object... arguments) throws SystemdException {
        try {
            MethodCall call = open.getMessageFactory()
                    .createMethodCall(NAME, PATH, INTERFACE, method, (byte) 0, signature,
                            arguments);
            open.sendMessage(call);
            Optional<Message> reply =
                    Optional.ofNullable(call.getReply(replyLimit.toMillis()));
            if (reply.isEmpty()) {
                throw SystemdException.unanswered(
                        method + " took longer than " + replyLimit.toSeconds() + " s");
            }
            if (reply.get() instanceof Error error) {
                throw SystemdException.of(error.getName(), text(error));
            }
            return reply.get().getParameters();
        } catch (DBusException | DBusExecutionException broken) {
            throw SystemdException.unanswered(method + ": " + broken.getMessage());
        }
    }

    private static String text(Error error) throws DBusException {
        return Arrays.stream(Optional.ofNullable(error.getParameters()).orElse(new Object[0]))
                .findFirst()
                .map(String::valueOf)
                .orElse(error.getName());
    }

    private synchronized DBusConnection open() throws SystemdException {
        if (connection.filter(DBusConnection::isConnected).isPresent()) {
            return connection.get();
        }
        if (closed) {
            throw SystemdException.unreachable("the node agent is closing");
        }
        if (System.nanoTime() - notBefore < 0) {
            throw SystemdException.unreachable(lastFailure);
        }
        try {
            DBusConnection fresh = connect();
            pause = PAUSE_MIN;
            connection = Optional.of(fresh);
            return fresh;
        } catch (DBusException | DBusExecutionException | SystemdException failure) {
            lastFailure = String.valueOf(failure.getMessage());
            notBefore = System.nanoTime() + pause.toNanos();
            pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2)
                    : PAUSE_MAX;
            throw failure instanceof SystemdException known ? known
                    : SystemdException.unreachable(lastFailure);
        }
    }

    private DBusConnection connect() throws DBusException, SystemdException {
        if (!Files.exists(socket)) {
            throw SystemdException.unreachable("there is no " + socket);
        }
        DBusConnection fresh = DBusConnectionBuilder.forAddress("unix:path=" + socket)
                .withShared(false)
                .transportConfig()
                // Milliseconds; the library would try for ten seconds, and so long would each call
                // wait for its turn. Trying again is done here.
                .withTimeout(1)
                .back()
                .build();
        try {
            owner = fresh.getDBusOwnerName(NAME);
            var _ = fresh.addGenericSigHandler(DBusMatchRuleBuilder.create()
                    .withPath(PATH)
                    .withInterface(INTERFACE)
                    .withMember("JobRemoved")
                    .build(), signal -> pass(fresh, signal));
            var _ = ask(fresh, "Subscribe", "");
        } catch (DBusException | DBusExecutionException | SystemdException failure) {
            fresh.disconnect();
            throw failure;
        }
        return fresh;
    }

    /** Anybody may send signals of that name; systemd is who owns its name. */
    private void pass(DBusConnection from, DBusSignal signal) {
        String sender = signal.getSource();
        if (!sender.equals(owner)) {
            try {
                owner = from.getDBusOwnerName(NAME);
            } catch (DBusExecutionException unknown) {
                LOG.debug("nobody owns {}", NAME, unknown);
                return;
            }
        }
        if (sender.equals(owner)) {
            jobRemoved.accept(signal);
        }
    }

    private void drop(DBusConnection broken, String why) {
        synchronized (this) {
            if (connection.filter(broken::equals).isPresent()) {
                LOG.warn("connection to systemd dropped: {}", why);
                connection = Optional.empty();
            }
        }
        // Not while others wait for this: it may take as long as a signal that is being handled.
        broken.disconnect();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        connection.ifPresent(DBusConnection::disconnect);
        connection = Optional.empty();
    }
}
