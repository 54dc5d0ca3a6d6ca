// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A child of this process that leads a session of its own. Forked by the C library, because the
 * JDK's way takes two more programs for it, and a thread for each child that waits for its end.
 *
 * @param input writes to its standard input
 * @param errors reads its standard error
 * @param output reads its standard output; empty where that is discarded
 * @param exit can be read, though it has nothing to read, once it has exited
 */
public record Child(int pid, Descriptor input, Descriptor errors, Optional<Descriptor> output,
        Descriptor exit) {
    private static final int WNOHANG = 1;
    private static final int SIGKILL = 9;
    private static final int SIGNAL_MASK = 0x7f;
    private static final int EXIT_SHIFT = 8;
    private static final int EXIT_MASK = 0xff;
    private static final int SIGNAL_BASE = 128;
    /** pidfd_open(2) on every architecture; older C libraries have no name for it. */
    private static final long PIDFD_OPEN = 434;

    /** The youngest of the functions that are needed; glibc 2.34 has it. */
    private static final String YOUNGEST = "posix_spawn_file_actions_addclosefrom_np";
    private static final boolean FORKS = CheckedCall.offered(YOUNGEST);

    private static final MethodHandle SYSCALL = CheckedCall.variadic("syscall",
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            1);
    private static final MethodHandle WAITPID = CheckedCall.failing("waitpid",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));

    /** What becomes of the standard output. */
    public enum Output {
        DISCARDED, READ
    }

    /**
     * Forks it, with an empty environment and in the root folder. When this returns the child leads
     * its session.
     *
     * @param command begins with the path of a program
     * @throws IOException when the machine cannot fork, or there is no such program
     */
    public static Child fork(List<String> command, Output output) throws IOException {
        if (!FORKS) {
            throw new IOException("this machine's C library has no " + YOUNGEST
                    + ": glibc 2.34 or later is needed");
        }
        try (Spawning spawning = new Spawning()) {
            Descriptor.Pipe input = spawning.pipe();
            Descriptor.Pipe errors = spawning.pipe();
            spawning.place(input.reading(), Spawning.STDIN);
            spawning.place(errors.writing(), Spawning.STDERR);
            Optional<Descriptor> text = Optional.empty();
            switch (output) {
                case DISCARDED -> spawning.discard(Spawning.STDOUT);
                case READ -> {
                    Descriptor.Pipe pipe = spawning.pipe();
                    spawning.place(pipe.writing(), Spawning.STDOUT);
                    text = Optional.of(pipe.reading());
                }
            }
            int pid = spawning.spawn(command);
            try {
                Descriptor exit = exitOf(pid);
                return new Child(pid, spawning.keep(input.writing()),
                        spawning.keep(errors.reading()), text.map(spawning::keep), exit);
            } catch (IOException cannotWatch) {
                end(pid);
                throw cannotWatch;
            }
        }
    }

    /** The process id is the child's own for as long as nobody has reaped it. */
    private static Descriptor exitOf(int pid) throws IOException {
        return new Descriptor((int) CheckedCall.make("pidfd_open",
                state -> (long) SYSCALL.invokeExact(state, PIDFD_OPEN, pid, 0)));
    }

    private static void end(int pid) throws IOException {
        LibC.kill(pid, SIGKILL);
        var _ = wait(pid, 0);
    }

    /** Kills and reaps it, and closes all that leads to it. */
    public void end() throws IOException {
        input.close();
        errors.close();
        output.ifPresent(Descriptor::close);
        exit.close();
        end(pid);
    }

    /**
     * The exit code after the exit, 128 plus its number for a signal; empty before. To be asked
     * until it tells, and no more after that.
     */
    public OptionalInt reap() throws IOException {
        return wait(pid, WNOHANG);
    }

    private static OptionalInt wait(int pid, int options) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(ValueLayout.JAVA_INT);
            long reaped = CheckedCall.make("waitpid",
                    state -> (int) WAITPID.invokeExact(state, pid, place, options));
            int status = place.get(ValueLayout.JAVA_INT, 0);
            return reaped == 0 ? OptionalInt.empty() : OptionalInt.of(exitCode(status));
        }
    }

    private static int exitCode(int status) {
        int signal = status & SIGNAL_MASK;
        return signal == 0 ? status >> EXIT_SHIFT & EXIT_MASK : SIGNAL_BASE + signal;
    }
}
