// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.io.IOException;
import java.nio.file.Path;

/** Named pipes. */
public final class Fifo {
    private static final int OWNER_ONLY = 0600;

    private Fifo() {}

    /** Makes a named pipe that only this user may open. */
    public static void create(Path path) throws IOException {
        if (!LibC.mkfifo(path.toString(), OWNER_ONLY)) {
            throw new IOException("cannot make the named pipe " + path);
        }
    }
}
