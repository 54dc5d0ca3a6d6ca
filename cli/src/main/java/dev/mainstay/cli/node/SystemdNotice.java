// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.node;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how far this service is (sd_notify(3)). The protocol is one datagram to the socket
 * that {@code NOTIFY_SOCKET} names, and the JDK has no Unix datagram sockets, so the C library is
 * asked for one. Nothing happens where systemd does not want to know.
 */
final class SystemdNotice {

    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotice.class);

    // From Linux' socket.h; part of the kernel's stable interface.
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;

    /** sa_family, then at most 108 bytes of a path. */
    private static final int ADDRESS_BYTES = 110;
    private static final int FAMILY_BYTES = 2;

    private SystemdNotice() {}

    /** The node listens. */
    static void ready() {
        tell("READY=1");
    }

    /** The node is being emptied. */
    static void stopping() {
        tell("STOPPING=1");
    }

    private static void tell(String notice) {
        Optional<String> socket = Optional.ofNullable(System.getenv("NOTIFY_SOCKET"))
                .filter(path -> !path.isEmpty());
        socket.ifPresent(path -> {
            try {
                send(path, notice);
            } catch (IllegalStateException failure) {
                LOG.warn("systemd was not told {}: {}", notice, failure.getMessage());
            }
        });
    }

    private static void send(String path, String notice) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > ADDRESS_BYTES - FAMILY_BYTES) {
            throw new IllegalStateException("the path of NOTIFY_SOCKET is too long");
        }
        if (name[0] == '@') {
            // An abstract name, which has no file.
            name[0] = 0;
        }
        byte[] text = notice.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(ADDRESS_BYTES);
            address.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, name.length);
            MemorySegment message = arena.allocate(text.length);
            MemorySegment.copy(text, 0, message, ValueLayout.JAVA_BYTE, 0, text.length);
            int socket = (int) function("socket", FunctionDescriptor.of(ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                    .invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (socket < 0) {
                throw new IllegalStateException("there is no socket to be had");
            }
            long sent = (long) function("sendto", FunctionDescriptor.of(ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT))
                    .invokeExact(socket, message, (long) text.length, 0, address,
                            FAMILY_BYTES + name.length);
            int closed = (int) function("close", FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)).invokeExact(socket);
            if (sent != text.length || closed != 0) {
                throw new IllegalStateException("nobody listens on " + path);
            }
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @SuppressWarnings("restricted") // Functions of the C library, with their documented signatures.
    private static MethodHandle function(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
    }
}
