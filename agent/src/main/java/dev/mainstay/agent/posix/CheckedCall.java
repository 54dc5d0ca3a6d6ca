// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** A call into the C library that may fail, and what its failure is called. */
final class CheckedCall {
    private static final int EINTR = 4;
    private static final long TEXT_MAX = 1024;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle STRERROR = function("strerror",
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private CheckedCall() {}

    /** A failure that the C library told. */
    static final class Failure extends IOException {
        private static final long serialVersionUID = 1;
        private final int errno;

        Failure(String call, int errno) {
            super(call + ": " + text(errno));
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    /** A call by a method handle; its result is negative where errno tells of a failure. */
    @FunctionalInterface
    interface Call {
        long of(MemorySegment state) throws Throwable;
    }

    /** Whether the C library has a function of this name. */
    static boolean offered(String name) {
        return LINKER.defaultLookup().find(name).isPresent();
    }

    @SuppressWarnings("restricted")
    static MethodHandle function(String name, FunctionDescriptor descriptor,
            Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    /** As {@link #function}; its first argument is the state that a {@link Call} gets. */
    static MethodHandle failing(String name, FunctionDescriptor descriptor) {
        return function(name, descriptor, Linker.Option.captureCallState("errno"));
    }

    /** As {@link #failing}, of a function whose arguments from this one on are variadic. */
    static MethodHandle variadic(String name, FunctionDescriptor descriptor, int first) {
        return function(name, descriptor, Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(first));
    }

    /** Makes the call, again while signals interrupt it; returns its result. */
    static long make(String name, Call call) throws Failure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = state(arena);
            long result = call.of(state);
            while (result < 0 && errno(state) == EINTR) {
                result = call.of(state);
            }
            if (result < 0) {
                throw new Failure(name, errno(state));
            }
            return result;
        } catch (Failure | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(name + " cannot be called", impossible);
        }
    }

    /** Where a call leaves its errno. */
    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    @SuppressWarnings("restricted")
    private static String text(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(TEXT_MAX).getString(0);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("strerror cannot be called", impossible);
        }
    }
}
