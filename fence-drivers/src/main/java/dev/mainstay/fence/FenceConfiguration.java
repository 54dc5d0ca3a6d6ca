// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence;

import dev.mainstay.fence.process.NodeSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one machine's fence driver.
 *
 * @param agentFolders where the {@code fence_*} programs are, in order
 * @param ownSession the session of the node that this driver belongs to, never to be killed
 */
public record FenceConfiguration(List<Path> agentFolders, Optional<NodeSession> ownSession) {
    private static final List<Path> FOLDERS = List.of(Path.of("/usr/sbin"), Path.of("/sbin"));

    public FenceConfiguration {
        agentFolders = List.copyOf(agentFolders);
    }

    /** The usual settings of a node. */
    public static FenceConfiguration of(String nodeName, Path stateFolder) {
        return new FenceConfiguration(FOLDERS,
                Optional.of(NodeSession.of(nodeName, stateFolder)));
    }

    public FenceConfiguration withAgentFolders(List<Path> folders) {
        return new FenceConfiguration(folders, ownSession);
    }
}
