// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} tells of one process.
 *
 * @param state the kernel's letter; Z and X are dead
 * @param startTicks clock ticks after boot at its fork; with the pid it names a process of a boot
 */
public record ProcessStat(int pid, char state, int processGroup, int session, long startTicks) {
    private static final Path PROC = Path.of("/proc");
    /** Fields are counted after the command's name, which may itself hold blanks and brackets. */
    private static final int STATE = 0;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int START = 19;

    /** The process as it is now, or empty when there is none of that id. */
    public static Optional<ProcessStat> of(int pid) {
        try {
            byte[] line = Files.readAllBytes(PROC.resolve(Integer.toString(pid)).resolve("stat"));
            return Optional.of(parse(pid, new String(line, StandardCharsets.ISO_8859_1)));
        } catch (IOException _) {
            // The file vanishes with the process, also between open and read (ESRCH).
            return Optional.empty();
        }
    }

    static ProcessStat parse(int pid, String line) {
        String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ");
        return new ProcessStat(pid, fields[STATE].charAt(0), Integer.parseInt(fields[GROUP]),
                Integer.parseInt(fields[SESSION]), Long.parseLong(fields[START]));
    }

    /** All processes that can be seen now. */
    public static List<ProcessStat> all() {
        List<ProcessStat> processes = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                of(Integer.parseInt(String.valueOf(entry.getFileName())))
                        .ifPresent(processes::add);
            }
        } catch (DirectoryIteratorException failure) {
            throw new UncheckedIOException(failure.getCause());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return processes;
    }

    /** Whether it can still do anything; a zombie cannot. */
    public boolean alive() {
        return state != 'Z' && state != 'X';
    }

    /** Whether the process was begun with exactly this variable in its environment. */
    public boolean hasVariable(String name, String value) {
        byte[] wanted = (name + "=" + value).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] all = Files.readAllBytes(PROC.resolve(Integer.toString(pid)).resolve("environ"));
            int begin = 0;
            for (int end = 0; end <= all.length; end++) {
                if (end == all.length || all[end] == 0) {
                    if (Arrays.equals(all, begin, end, wanted, 0, wanted.length)) {
                        return true;
                    }
                    begin = end + 1;
                }
            }
            return false;
        } catch (IOException _) {
            return false;
        }
    }
}
