// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.rhcs;

import dev.mainstay.fence.driver.Limit;
import dev.mainstay.fence.driver.TryResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Runs one fence agent in a session of its own, and ends all of it when the limit is reached.
 *
 * <p>The agent dies with this process where {@code setpriv} is there to say so to the kernel: a
 * fence agent that outlives its owner could power a node off that has been settled otherwise. The
 * kernel counts from the end of the thread that forked, which is why {@link #run} waits on it.
 */
final class AgentProcess {
    private static final int TEXT_LIMIT = 1 << 20;
    private static final int ERROR_LIMIT = 16 * 1024;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILL_GRACE = Duration.ofSeconds(1);
    private static final Duration STREAM_GRACE = Duration.ofMillis(200);
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private final Executor readers;

    /** @param readers gives threads that may block in a read */
    AgentProcess(Executor readers) {
        this.readers = readers;
    }

    /** @param input for the standard input, which is closed after it */
    TryResult run(Path program, List<String> arguments, String input, Limit limit)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("setsid"));
        if (Files.isExecutable(SETPRIV)) {
            command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL"));
        }
        command.add(program.toString());
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command).directory(Path.of("/").toFile()).start();
        } catch (IOException failure) {
            return new TryResult.NotRun(program + " cannot be run: " + failure.getMessage());
        }
        BoundedText text = new BoundedText(TEXT_LIMIT, process.getInputStream(), readers);
        BoundedText errors = new BoundedText(ERROR_LIMIT, process.getErrorStream(), readers);
        send(process, input);
        Optional<Limit.Reason> stop = await(process, limit);
        if (stop.isPresent()) {
            end(process);
            return new TryResult.Stopped(stop.get(), errors.end(STREAM_GRACE));
        }
        return new TryResult.Ended(process.exitValue(), text.end(STREAM_GRACE),
                errors.end(STREAM_GRACE));
    }

    private static void send(Process process, String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // An agent may end without having read its input; its exit code tells.
        }
    }

    private static Optional<Limit.Reason> await(Process process, Limit limit)
            throws InterruptedException {
        while (!process.waitFor(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
            Optional<Limit.Reason> stop = limit.reached();
            if (stop.isPresent()) {
                return stop;
            }
        }
        return Optional.empty();
    }

    private static void end(Process process) throws InterruptedException {
        signalGroup(process, "TERM");
        if (!process.waitFor(KILL_GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
        }
        // Also when the agent itself obeyed: what it started may not have.
        signalGroup(process, "KILL");
        process.waitFor();
    }

    /** The JDK signals single processes only; the shell's kill reaches a group. */
    private static void signalGroup(Process process, String signal) throws InterruptedException {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" -- -\"$2\"", "signal", signal,
                    Long.toString(process.pid())).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException cannotFork) {
            process.destroyForcibly();
        }
    }
}
