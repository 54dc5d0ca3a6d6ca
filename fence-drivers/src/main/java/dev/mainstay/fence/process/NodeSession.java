// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The processes of one node that shares its machine with others: all that carry its marker in their
 * environment, which children inherit. What clears its environment is not found, and what another
 * user runs cannot be read.
 *
 * @param marker value of {@link #VARIABLE}: {@code node@state folder}
 */
public record NodeSession(String marker) {
    /** Variable that every process of a node's session carries. */
    public static final String VARIABLE = "MAINSTAY_NODE";

    private static final Path PROC = Path.of("/proc");

    /** The session of the node with this state folder. */
    public static NodeSession of(String node, Path stateFolder) {
        return new NodeSession(node + "@" + stateFolder.toAbsolutePath().normalize());
    }

    /**
     * Its living processes.
     *
     * @throws IOException when processes cannot be listed, so that nothing is known
     */
    List<ProcessHandle> processes() throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        byte[] wanted = (VARIABLE + "=" + marker).getBytes(StandardCharsets.UTF_8);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                if (carries(entry, wanted)) {
                    ProcessHandle.of(Long.parseLong(String.valueOf(entry.getFileName())))
                            .ifPresent(found::add);
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return found;
    }

    private static boolean carries(Path process, byte[] wanted) {
        byte[] all;
        try {
            // Empty for zombies, which can do nothing any more.
            all = Files.readAllBytes(process.resolve("environ"));
        } catch (IOException _) {
            return false;
        }
        int begin = 0;
        for (int end = 0; end < all.length; end++) {
            if (all[end] == 0) {
                if (Arrays.equals(all, begin, end, wanted, 0, wanted.length)) {
                    return true;
                }
                begin = end + 1;
            }
        }
        return false;
    }
}
