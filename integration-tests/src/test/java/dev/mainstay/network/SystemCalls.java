// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/** The calls into the C library that Java has no names for. Negative results are errors. */
final class SystemCalls {

    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    // ETH_P_ALL, in network byte order.
    private static final short EVERY_PROTOCOL = 0x0300;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final MethodHandle OPEN = function("open", INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle CLOSE = function("close", INT, INT);
    private static final MethodHandle SETNS = function("setns", INT, INT, INT);
    private static final MethodHandle SOCKET = function("socket", INT, INT, INT, INT);
    private static final MethodHandle BIND = function("bind", INT, INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle SET_OPTION =
            function("setsockopt", INT, INT, INT, INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle INTERFACE_INDEX =
            function("if_nametoindex", INT, ValueLayout.ADDRESS);
    private static final MethodHandle RECEIVE =
            function("recv", LONG, INT, ValueLayout.ADDRESS, LONG, INT);
    private static final MethodHandle SEND =
            function("send", LONG, INT, ValueLayout.ADDRESS, LONG, INT);
    private static final MethodHandle CLOCK =
            function("clock_gettime", INT, INT, ValueLayout.ADDRESS);

    private SystemCalls() {}

    @SuppressWarnings("restricted")
    private static MethodHandle function(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    /** Lets the calling thread, which must be a platform thread, live in a network namespace. */
    static void enterNetwork(Path namespace) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int file = checked("open " + namespace, state, (int) OPEN.invokeExact(state,
                    arena.allocateFrom(namespace.toString()), 0));
            checked("setns", state, (int) SETNS.invokeExact(state, file, CLONE_NEWNET));
            close(file);
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    /** A socket for whole frames of one interface of the calling thread's network. */
    static int openFrameSocket(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int index = (int) INTERFACE_INDEX.invokeExact(state, arena.allocateFrom(name));
            if (index == 0) {
                throw new IllegalStateException("no interface " + name);
            }
            // Protocol 0: nothing arrives before it is bound to its interface.
            int socket = checked("socket", state,
                    (int) SOCKET.invokeExact(state, AF_PACKET, SOCK_RAW, 0));
            MemorySegment address = arena.allocate(20, 4);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
            address.set(ValueLayout.JAVA_SHORT, 2, EVERY_PROTOCOL);
            address.set(INT, 4, index);
            checked("bind " + name, state,
                    (int) BIND.invokeExact(state, socket, address, (int) address.byteSize()));
            return socket;
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    /** Sets a socket option whose value is one or more words of 64 or 32 bits. */
    static void setOption(int socket, int level, int name, MemorySegment value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            checked("setsockopt " + name, state, (int) SET_OPTION.invokeExact(
                    state, socket, level, name, value, (int) value.byteSize()));
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    /** Returns how long the frame is; negative when none came in time or the interface is down. */
    static long receive(int socket, MemorySegment state, MemorySegment buffer) {
        try {
            return (long) RECEIVE.invokeExact(state, socket, buffer, buffer.byteSize(), 0);
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    /** Returns how many bytes went out; negative when the frame is lost. */
    static long send(int socket, MemorySegment state, MemorySegment frame) {
        try {
            return (long) SEND.invokeExact(state, socket, frame, frame.byteSize(), 0);
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    /** Room for the errno of calls that are made often. */
    static MemorySegment callState(Arena arena) {
        return arena.allocate(CALL_STATE);
    }

    static void close(int file) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) CLOSE.invokeExact(arena.allocate(CALL_STATE), file);
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    /** Seconds since the kernel's start, of the clock that all machines of a lab share. */
    static double bootTimeSeconds() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(LONG, 2);
            MemorySegment state = arena.allocate(CALL_STATE);
            checked("clock_gettime", state, (int) CLOCK.invokeExact(state, CLOCK_BOOTTIME, time));
            return time.getAtIndex(LONG, 0) + time.getAtIndex(LONG, 1) / 1e9;
        } catch (Throwable failure) {
            throw unchecked(failure);
        }
    }

    private static int checked(String what, MemorySegment state, int result) {
        if (result < 0) {
            throw new IllegalStateException(what + ": errno " + (int) ERRNO.get(state, 0L));
        }
        return result;
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("a call into the C library failed", failure);
    }
}
