// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.CredentialFolder;
import dev.mainstay.security.NodeCredentials;
import java.io.IOException;

/** Opens a node's keys, with the errors of a start. */
final class NodeKeyFolder {

    private final NodeFolder folder;

    NodeKeyFolder(NodeFolder folder) {
        this.folder = folder;
    }

    CredentialFolder files() {
        return new CredentialFolder(folder.keys());
    }

    NodeCredentials credentials() {
        try {
            return files().loadNode().orElseThrow(this::missing);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    CertificateAuthority authority() {
        try {
            return files().loadAuthority().orElseThrow(this::missing);
        } catch (IOException failure) {
            throw unreadable(failure);
        }
    }

    private StartupFailure missing() {
        return new StartupFailure(ExitCode.CONFIGURATION, "keys are missing in " + folder.keys()
                + ": restore them from a backup, or remove the node from the cluster on another"
                + " node and join again");
    }

    private static StartupFailure unreadable(IOException failure) {
        return new StartupFailure(
                ExitCode.BAD_DATA, String.valueOf(failure.getMessage()), failure);
    }
}
