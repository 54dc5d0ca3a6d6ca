// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One bash that gets its commands typed, with {@code mainstay} on its path. */
final class ShellSession implements AutoCloseable {

    private static final String END = "end-of-command";

    private final Process shell;
    private final Writer keyboard;
    private final BufferedReader screen;

    /** What a command printed, and how it ended. */
    record Ran(List<String> lines, int exitCode) {}

    ShellSession(Path folder) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Path mainstay = Files.writeString(programs.resolve("mainstay"), "#!/bin/sh\nexec "
                + JavaCommand.START.stream().map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "))
                + " \"$@\"\n");
        Files.setPosixFilePermissions(mainstay, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc")
                .directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MAINSTAY_"));
        builder.environment().merge("PATH",
                programs + ":" + Path.of(System.getProperty("java.home"), "bin"),
                (path, own) -> own + ":" + path);
        shell = builder.start();
        keyboard = shell.outputWriter(StandardCharsets.UTF_8);
        screen = shell.inputReader(StandardCharsets.UTF_8);
    }

    Ran type(String command) throws IOException {
        keyboard.write(command + "\necho \"" + END + " $?\"\n");
        keyboard.flush();
        List<String> lines = new ArrayList<>();
        for (String line = screen.readLine(); line != null; line = screen.readLine()) {
            if (line.startsWith(END)) {
                return new Ran(lines, Integer.parseInt(line.substring(END.length() + 1)));
            }
            lines.add(line);
        }
        throw new IOException("the shell ended at: " + command);
    }

    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
