// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.tool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** The scripts that stand in for Pacemaker's tools, on the PATH of resource agents only. */
public final class StandIns {
    /**
     * What the resource agents in the field call, and what else would look for Pacemaker's daemons:
     * of an installation of Pacemaker beside this one nothing is to be reached.
     */
    private static final List<String> TOOLS = List.of("attrd_updater", "cibadmin", "crm_attribute",
            "crm_failcount", "crm_master", "crm_mon", "crm_node", "crm_resource", "crm_shadow",
            "crm_simulate", "crm_standby", "crm_ticket", "crm_verify", "crmadmin",
            "pacemakerd", "stonith_admin");

    private StandIns() {}

    /** Writes the scripts into a folder, which is created where missing. */
    public static void install(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String tool : TOOLS) {
            Path draft = folder.resolve("." + tool + ".new");
            try (InputStream content = Optional
                    .ofNullable(StandIns.class.getResourceAsStream("stand-in"))
                    .orElseThrow(() -> new FileNotFoundException(
                            "the distribution lacks the stand-ins for tools"))) {
                Files.copy(content, draft, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            // Renamed, because a script must not change under a shell that reads it.
            Files.move(draft, folder.resolve(tool), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
