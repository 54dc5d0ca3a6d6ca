// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.ocf;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The agents of provider {@code mainstay}, which come with this program. */
public final class ShippedAgents {
    private static final List<String> TYPES = List.of("dummy", "process");

    private ShippedAgents() {}

    /**
     * Writes the scripts below a folder of the node.
     *
     * @return the root to look them up in
     */
    public static Path install(Path folder) throws IOException {
        Path root = folder.resolve("resource.d");
        Path provider = Files.createDirectories(root.resolve("mainstay"));
        for (String type : TYPES) {
            Path script = provider.resolve(type);
            Path draft = provider.resolve("." + type + ".new");
            try (InputStream content = Optional
                    .ofNullable(ShippedAgents.class.getResourceAsStream("mainstay/" + type))
                    .orElseThrow(() -> new FileNotFoundException(
                            "the distribution lacks ocf:mainstay:" + type))) {
                Files.copy(content, draft, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            // Renamed, because a script must not change under a shell that reads it.
            Files.move(draft, script, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return root;
    }
}
