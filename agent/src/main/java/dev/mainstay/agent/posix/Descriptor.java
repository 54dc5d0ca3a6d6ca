// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A file descriptor of this process that no stream of the JDK stands for. No child inherits it.
 * Guarded by itself, because a number that was closed may already be another file's.
 */
public final class Descriptor implements AutoCloseable {
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_NONBLOCK = 0x800;
    private static final int F_SETFL = 4;
    private static final int EAGAIN = 11;

    private static final MethodHandle PIPE2 = CheckedCall.failing("pipe2", FunctionDescriptor
            .of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle FCNTL = CheckedCall.variadic("fcntl", FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            2);
    private static final FunctionDescriptor TRANSFER = FunctionDescriptor.of(ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle READ = CheckedCall.failing("read", TRANSFER);
    private static final MethodHandle WRITE = CheckedCall.failing("write", TRANSFER);
    private static final MethodHandle CLOSE = CheckedCall.failing("close",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final int number;
    private boolean closed;

    Descriptor(int number) {
        this.number = number;
    }

    /** The two ends of a pipe. Reading from it waits for nothing. */
    record Pipe(Descriptor reading, Descriptor writing) {
        static Pipe open() throws IOException {
            Pipe pipe;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment numbers = arena.allocate(ValueLayout.JAVA_INT, 2);
                CheckedCall.make("pipe2",
                        state -> (int) PIPE2.invokeExact(state, numbers, O_CLOEXEC));
                pipe = new Pipe(new Descriptor(numbers.getAtIndex(ValueLayout.JAVA_INT, 0)),
                        new Descriptor(numbers.getAtIndex(ValueLayout.JAVA_INT, 1)));
            }
            // Not by pipe2: programs cannot write to what tells them to come again later.
            int reading = pipe.reading().number;
            CheckedCall.make("fcntl",
                    state -> (int) FCNTL.invokeExact(state, reading, F_SETFL, O_NONBLOCK));
            return pipe;
        }

        void close() {
            reading.close();
            writing.close();
        }
    }

    int number() {
        return number;
    }

    /**
     * Reads what there is.
     *
     * @param buffer is filled from its beginning
     * @return how many bytes; 0 when there are none for now, negative at the end
     */
    public synchronized int read(MemorySegment buffer) throws IOException {
        if (closed) {
            return -1;
        }
        try {
            int count = (int) CheckedCall.make("read", state -> (long) READ.invokeExact(state,
                    number, buffer, buffer.byteSize()));
            return count == 0 ? -1 : count;
        } catch (CheckedCall.Failure failure) {
            if (failure.errno() == EAGAIN) {
                return 0;
            }
            throw failure;
        }
    }

    /**
     * Writes all of it, which waits for a reader.
     *
     * @throws IOException when there is none any more
     */
    public synchronized void write(byte[] bytes) throws IOException {
        if (closed) {
            throw new IOException("descriptor " + number + " is closed");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment left = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            while (left.byteSize() > 0) {
                MemorySegment rest = left;
                long count = CheckedCall.make("write", state -> (long) WRITE.invokeExact(state,
                        number, rest, rest.byteSize()));
                left = rest.asSlice(count);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Arena arena = Arena.ofConfined()) {
            // Whatever it answers, the number is free and must not be closed again.
            var _ = (int) CLOSE.invokeExact(CheckedCall.state(arena), number);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("close cannot be called", impossible);
        }
    }
}
