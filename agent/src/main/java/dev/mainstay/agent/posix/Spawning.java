// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of posix_spawn(3) and what it is given. Its closing closes the descriptors that nobody
 * keeps. The child has none but the three standard ones: this process has some that its C library
 * does not know to be its own.
 */
final class Spawning implements AutoCloseable {
    static final int STDIN = 0;
    static final int STDOUT = 1;
    static final int STDERR = 2;

    private static final int O_WRONLY = 1;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    /** No C library has larger structures for attributes, file actions or signals. */
    private static final long STRUCTURE = 1024;

    private static final FunctionDescriptor POINTER =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    private static final FunctionDescriptor POINTER_NUMBER = FunctionDescriptor
            .of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final FunctionDescriptor TWO_POINTERS = FunctionDescriptor
            .of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    private static final MethodHandle ATTRIBUTES =
            CheckedCall.function("posix_spawnattr_init", POINTER);
    private static final MethodHandle SET_FLAGS =
            CheckedCall.function("posix_spawnattr_setflags", FunctionDescriptor
                    .of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_SHORT));
    private static final MethodHandle NO_SIGNALS = CheckedCall.function("sigemptyset", POINTER);
    private static final MethodHandle SET_MASK =
            CheckedCall.function("posix_spawnattr_setsigmask", TWO_POINTERS);
    private static final MethodHandle ACTIONS =
            CheckedCall.function("posix_spawn_file_actions_init", POINTER);
    private static final MethodHandle ADD_DUP =
            CheckedCall.function("posix_spawn_file_actions_adddup2",
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle ADD_OPEN =
            CheckedCall.function("posix_spawn_file_actions_addopen",
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle ADD_FOLDER =
            CheckedCall.function("posix_spawn_file_actions_addchdir_np", TWO_POINTERS);
    private static final MethodHandle ADD_CLOSE_FROM =
            CheckedCall.function("posix_spawn_file_actions_addclosefrom_np", POINTER_NUMBER);
    private static final MethodHandle DESTROY_ACTIONS =
            CheckedCall.function("posix_spawn_file_actions_destroy", POINTER);
    private static final MethodHandle SPAWN = CheckedCall.function("posix_spawn",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment actions = arena.allocate(STRUCTURE, Long.BYTES);
    private final List<Descriptor> unkept = new ArrayList<>();

    /** A function that returns the number of its error. */
    @FunctionalInterface
    private interface Call {
        int make() throws Throwable;
    }

    Spawning() throws IOException {
        check("posix_spawn_file_actions_init", () -> (int) ACTIONS.invokeExact(actions));
    }

    Descriptor.Pipe pipe() throws IOException {
        Descriptor.Pipe pipe = Descriptor.Pipe.open();
        unkept.add(pipe.reading());
        unkept.add(pipe.writing());
        return pipe;
    }

    Descriptor keep(Descriptor descriptor) {
        unkept.remove(descriptor);
        return descriptor;
    }

    /** Makes it a standard descriptor of the child. */
    void place(Descriptor descriptor, int number) throws IOException {
        check("posix_spawn_file_actions_adddup2",
                () -> (int) ADD_DUP.invokeExact(actions, descriptor.number(), number));
    }

    void discard(int number) throws IOException {
        MemorySegment nowhere = arena.allocateFrom("/dev/null");
        check("posix_spawn_file_actions_addopen",
                () -> (int) ADD_OPEN.invokeExact(actions, number, nowhere, O_WRONLY, 0));
    }

    /** Returns the child's process id. */
    int spawn(List<String> command) throws IOException {
        MemorySegment root = arena.allocateFrom("/");
        check("posix_spawn_file_actions_addchdir_np",
                () -> (int) ADD_FOLDER.invokeExact(actions, root));
        check("posix_spawn_file_actions_addclosefrom_np",
                () -> (int) ADD_CLOSE_FROM.invokeExact(actions, STDERR + 1));
        MemorySegment attributes = attributes();
        MemorySegment path = arena.allocateFrom(command.getFirst());
        MemorySegment words = pointers(command);
        MemorySegment variables = pointers(List.of());
        MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
        check("posix_spawn", () -> (int) SPAWN.invokeExact(pid, path, actions, attributes, words,
                variables));
        return pid.get(ValueLayout.JAVA_INT, 0);
    }

    private MemorySegment attributes() throws IOException {
        MemorySegment attributes = arena.allocate(STRUCTURE, Long.BYTES);
        // Threads of a JVM block signals that a program wants to get.
        MemorySegment none = arena.allocate(STRUCTURE, Long.BYTES);
        check("posix_spawnattr_init", () -> (int) ATTRIBUTES.invokeExact(attributes));
        check("sigemptyset", () -> (int) NO_SIGNALS.invokeExact(none));
        check("posix_spawnattr_setsigmask", () -> (int) SET_MASK.invokeExact(attributes, none));
        short flags = SETSID | SETSIGMASK;
        check("posix_spawnattr_setflags", () -> (int) SET_FLAGS.invokeExact(attributes, flags));
        return attributes;
    }

    /** An array of strings as the C library wants it: closed by a null pointer. */
    private MemorySegment pointers(List<String> words) {
        MemorySegment array = arena.allocate(ValueLayout.ADDRESS, words.size() + 1L);
        for (int i = 0; i < words.size(); i++) {
            array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(words.get(i)));
        }
        return array;
    }

    private static void check(String name, Call call) throws CheckedCall.Failure {
        try {
            int errno = call.make();
            if (errno != 0) {
                throw new CheckedCall.Failure(name, errno);
            }
        } catch (CheckedCall.Failure | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(name + " cannot be called", impossible);
        }
    }

    @Override
    public void close() throws IOException {
        unkept.forEach(Descriptor::close);
        check("posix_spawn_file_actions_destroy",
                () -> (int) DESTROY_ACTIONS.invokeExact(actions));
        arena.close();
    }
}
