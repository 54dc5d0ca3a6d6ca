// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end. */
final class Program {

    private static final long LIMIT_SECONDS = 120;

    private Program() {}

    /**
     * Returns what it printed.
     *
     * @throws IllegalStateException with its output where it fails or does not end
     */
    static String run(String... command) {
        return run(Map.of(), List.of(command));
    }

    static String run(Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("mainstay-program", "");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("MAINSTAY_"));
                builder.environment().putAll(environment);
                Process process = builder.start();
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                String text = Files.readString(output);
                if (!ended || process.exitValue() != 0) {
                    throw new IllegalStateException(String.join(" ", shortened(command)) + ": "
                            + (ended ? "exit code " + process.exitValue() : "no end") + "\n"
                            + text);
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    // A class path helps nobody who reads a message.
    private static List<String> shortened(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.replaceAll(word -> word.length() > 200 ? "…" : word);
        return words;
    }
}
