// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What changes a unit while it is a resource: nobody but the cluster restarts it, and at the
 * machine's shutdown it goes after Mainstay, which has stopped it in its order by then. Kept where
 * a boot forgets it. Systemd reads it with the next reload.
 *
 * @param folder {@code /run/systemd/system}
 */
record DropIns(Path folder) {
    private static final String FILE = "50-mainstay.conf";

    void write(UnitName unit) throws IOException {
        Path place = Files.createDirectories(place(unit));
        Path draft = place.resolve("." + FILE + ".new");
        Files.writeString(draft, content(unit), StandardCharsets.UTF_8);
        Files.move(draft, place.resolve(FILE), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns whether there was one. */
    boolean remove(UnitName unit) throws IOException {
        boolean removed = Files.deleteIfExists(place(unit).resolve(FILE));
        if (removed) {
            try {
                Files.deleteIfExists(place(unit));
            } catch (DirectoryNotEmptyException _) {
                // The administrator has others there.
            }
        }
        return removed;
    }

    private Path place(UnitName unit) {
        return folder.resolve(unit + ".d");
    }

    private static String content(UnitName unit) {
        String text = """
                # Written by Mainstay when it starts the unit, removed when it stops it.
                [Unit]
                Description=Cluster Controlled %s
                Before=mainstay.service
                """.formatted(unit.value().replace("\\", "\\\\"));
        return unit.isService() ? text + "\n[Service]\nRestart=no\n" : text;
    }
}
