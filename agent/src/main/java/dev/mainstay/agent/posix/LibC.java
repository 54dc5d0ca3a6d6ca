// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Calls into the C library. Needs {@code --enable-native-access} to be free of warnings. */
final class LibC {
    private static final int CLOCK_BOOTTIME = 7;
    private static final int ESRCH = 3;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle KILL = function("kill",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle CLOCK_GETTIME = function("clock_gettime", FunctionDescriptor
            .of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MethodHandle MKFIFO = function("mkfifo", FunctionDescriptor
            .of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private LibC() {}

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor,
            Linker.Option... options) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        return LINKER.downcallHandle(address, descriptor, options);
    }

    /**
     * kill(2). Returns false when there is no such process or group; a signal that may not be sent
     * (EPERM) tells that there is one.
     *
     * @param target a process id, or the negative of a process group's id
     */
    static boolean kill(int target, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int result = (int) KILL.invokeExact(state, target, signal);
            return result == 0 || (int) ERRNO.get(state, 0L) != ESRCH;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("kill cannot be called", impossible);
        }
    }

    /** mkfifo(3); false when it could not. */
    static boolean mkfifo(String path, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) MKFIFO.invokeExact(arena.allocateFrom(path), mode) == 0;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("mkfifo cannot be called", impossible);
        }
    }

    /** Nanoseconds of CLOCK_BOOTTIME. */
    static long bootTimeNanos() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int result = (int) CLOCK_GETTIME.invokeExact(CLOCK_BOOTTIME, time);
            if (result != 0) {
                throw new IllegalStateException("CLOCK_BOOTTIME cannot be read");
            }
            return time.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                    + time.getAtIndex(ValueLayout.JAVA_LONG, 1);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("clock_gettime cannot be called", impossible);
        }
    }
}
