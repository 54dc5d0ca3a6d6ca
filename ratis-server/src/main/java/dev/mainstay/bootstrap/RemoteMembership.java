// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which cluster a remote machine was admitted to, and as what; written once.
 *
 * @param machineId as its certificate names it
 */
record RemoteMembership(String clusterId, String clusterName, String machineId) {

    /** @throws StartupFailure CONFIGURATION when it was admitted nowhere, BAD_DATA for damage */
    static RemoteMembership read(NodeFolder folder) {
        Path file = file(folder);
        if (!Files.exists(file)) {
            throw new StartupFailure(ExitCode.CONFIGURATION, folder.state()
                    + " is of no remote machine of a cluster yet: run 'agent join TOKEN' with the"
                    + " token that 'cluster node add-remote' printed");
        }
        try {
            SettingsDocument document = SettingsDocument.read(file);
            return new RemoteMembership(document.required("cluster-id"),
                    document.required("cluster-name"), document.required("machine-id"));
        } catch (StartupFailure malformed) {
            throw new StartupFailure(ExitCode.BAD_DATA, malformed.getMessage()
                    + "; bring the file back, or empty the folder and join again with a new token",
                    malformed);
        }
    }

    static Path file(NodeFolder folder) {
        return folder.state().resolve("remote.yaml");
    }

    static boolean exists(NodeFolder folder) {
        return Files.exists(file(folder));
    }

    String text() {
        return """
                # Written when this machine was admitted. Not to be edited.
                cluster-id: "%s"
                cluster-name: "%s"
                machine-id: "%s"
                """.formatted(clusterId, clusterName, machineId);
    }
}
