// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.launcher.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of the command as a process of its own, with what it printed. */
record CommandRun(int exitCode, String out, String err) {

    private static final long LIMIT_SECONDS = 120;

    static CommandRun of(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(JavaCommand.START);
        command.addAll(List.of(arguments));
        return of(command, environment);
    }

    /** The command within a script of bash, which has its beginning as {@code "$@"}. */
    static CommandRun ofScript(String script, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(JavaCommand.START);
        return of(command, environment);
    }

    private static CommandRun of(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("mainstay-out", "");
            Path err = Files.createTempFile("mainstay-err", "");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("MAINSTAY_"));
                builder.environment().putAll(environment);
                int exitCode = end(builder.start(), command);
                return new CommandRun(exitCode, Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int end(Process process, List<String> command) {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no end of: " + String.join(" ", command));
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    CommandRun succeeded() {
        assertEquals(0, exitCode, this::toString);
        return this;
    }

    /** One clear error: this code, this text, neither a stack trace nor an answer. */
    CommandRun failedWith(int code, String text) {
        assertEquals(code, exitCode, this::toString);
        assertTrue(err.contains(text), this::toString);
        // The message, and at most one line of advice.
        assertTrue(err.lines().filter(line -> !line.matches("[0-9]{4}-[0-9-]+T.*")).count() <= 2,
                this::toString);
        assertTrue(err.lines().noneMatch(line -> line.startsWith("\tat ")), this::toString);
        assertEquals("", out);
        return this;
    }
}
