// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.api.Supersession;
import dev.mainstay.port.FatalHandler;
import dev.mainstay.port.FatalHandler.Fault;
import dev.mainstay.security.EndNotice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Ends the daemon of a folder whose cluster was restored elsewhere, and keeps it from being started
 * again: a majority of such daemons would start the services that the restored cluster runs.
 */
final class SupersededFolder implements Supersession {

    private final NodeFolder folder;
    private final String clusterId;
    private final X509Certificate authority;
    private final FatalHandler fatal;

    SupersededFolder(
            NodeFolder folder,
            String clusterId,
            X509Certificate authority,
            FatalHandler fatal) {
        this.folder = folder;
        this.clusterId = clusterId;
        this.authority = authority;
        this.fatal = fatal;
    }

    /** @throws StartupFailure if the folder was told of its end */
    static void refuse(NodeFolder folder) {
        if (Files.exists(mark(folder))) {
            throw new StartupFailure(ExitCode.REFUSED, words(folder)
                    + "; to be of use to that one, join it with a folder of its own");
        }
    }

    @Override
    public boolean superseded(String ended, byte[] signature, String successorId) {
        if (!ended.equals(clusterId) || !EndNotice.isSigned(authority, clusterId, signature)) {
            return false;
        }
        Optional<Throwable> unmarked = Optional.empty();
        try {
            PrivateFile.write(mark(folder), "Superseded by cluster " + successorId + ".\n");
        } catch (IOException failure) {
            // It ends all the same, and is told again when it is started again.
            unmarked = Optional.of(failure);
        }
        fatal.fatal(Fault.SUPERSEDED, words(folder) + " (" + successorId + ")", unmarked);
        return true;
    }

    private static String words(NodeFolder folder) {
        return "the cluster of " + folder.state()
                + " has ended: it was restored from a backup as another one";
    }

    private static Path mark(NodeFolder folder) {
        return folder.state().resolve("superseded");
    }
}
