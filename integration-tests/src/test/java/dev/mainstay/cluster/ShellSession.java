// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import dev.mainstay.launcher.JavaCommand;
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
public final class ShellSession implements AutoCloseable {

    private static final String END = "end-of-command";

    private final Process shell;
    private final Writer keyboard;
    private final BufferedReader screen;

    /** What a command printed, and how it ended. */
    public record Ran(List<String> lines, int exitCode) {}

    ShellSession(Path folder) throws IOException {
        this(bash(folder), Files.createDirectory(folder.resolve("bin")), JavaCommand.START);
    }

    /**
     * @param bash how the shell is started
     * @param programs an existing folder, for the command and the session's path
     * @param mainstay what the command begins with
     */
    public ShellSession(ProcessBuilder bash, Path programs, List<String> mainstay)
            throws IOException {
        Path command = Files.writeString(programs.resolve("mainstay"), "#!/bin/sh\nexec "
                + mainstay.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "))
                + " \"$@\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        bash.redirectErrorStream(true);
        bash.environment().merge("PATH",
                programs + ":" + Path.of(System.getProperty("java.home"), "bin"),
                (path, own) -> own + ":" + path);
        shell = bash.start();
        keyboard = shell.outputWriter(StandardCharsets.UTF_8);
        screen = shell.inputReader(StandardCharsets.UTF_8);
    }

    private static ProcessBuilder bash(Path folder) {
        ProcessBuilder bash = new ProcessBuilder("bash", "--norc").directory(folder.toFile());
        bash.environment().keySet().removeIf(name -> name.startsWith("MAINSTAY_"));
        return bash;
    }

    public Ran type(String command) throws IOException {
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
