// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Set;

/**
 * Tells which of many descriptors can be read (epoll), so that one thread waits for all of them.
 * Descriptors may come and go while it waits.
 */
public final class Readiness implements AutoCloseable {
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int FOR_EVER = -1;
    private static final int EVENTS_MAX = 64;
    /** The kernel packs its struct epoll_event on this architecture only. */
    private static final boolean PACKED =
            Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    private static final long EVENT_SIZE = PACKED ? 12 : 16;
    private static final long TOKEN_OFFSET = PACKED ? 4 : 8;

    private static final MethodHandle CREATE = CheckedCall.failing("epoll_create1",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle CONTROL = CheckedCall.failing("epoll_ctl",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MethodHandle WAIT = CheckedCall.failing("epoll_wait",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final Descriptor epoll;

    private Readiness(Descriptor epoll) {
        this.epoll = epoll;
    }

    public static Readiness open() throws IOException {
        return new Readiness(new Descriptor((int) CheckedCall.make("epoll_create1",
                state -> (int) CREATE.invokeExact(state, EPOLL_CLOEXEC))));
    }

    /** @param token by which {@link #await} tells of it */
    public void add(Descriptor descriptor, long token) throws IOException {
        control(EPOLL_CTL_ADD, descriptor, token);
    }

    /** Must come before its closing: a child that is being forked has a copy of it for a moment. */
    public void remove(Descriptor descriptor) throws IOException {
        control(EPOLL_CTL_DEL, descriptor, 0);
    }

    private void control(int operation, Descriptor descriptor, long token) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(EVENT_SIZE, Long.BYTES);
            event.set(ValueLayout.JAVA_INT, 0, EPOLLIN);
            event.set(ValueLayout.JAVA_LONG_UNALIGNED, TOKEN_OFFSET, token);
            var _ = CheckedCall.make("epoll_ctl", state -> (int) CONTROL.invokeExact(state,
                    epoll.number(), operation, descriptor.number(), event));
        }
    }

    /** Waits until there is something to read, or an end, and tells where: some of the tokens. */
    public long[] await() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate(EVENT_SIZE * EVENTS_MAX, Long.BYTES);
            int count = (int) CheckedCall.make("epoll_wait", state -> (int) WAIT.invokeExact(state,
                    epoll.number(), events, EVENTS_MAX, FOR_EVER));
            long[] tokens = new long[count];
            for (int i = 0; i < count; i++) {
                tokens[i] =
                        events.get(ValueLayout.JAVA_LONG_UNALIGNED, i * EVENT_SIZE + TOKEN_OFFSET);
            }
            return tokens;
        }
    }

    @Override
    public void close() {
        epoll.close();
    }
}
