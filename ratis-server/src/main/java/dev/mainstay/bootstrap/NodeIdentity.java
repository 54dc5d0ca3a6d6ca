// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import java.nio.file.Files;
import java.util.UUID;

/**
 * Who this node is and which cluster it belongs to; written once, when it is founded or joined.
 *
 * @param raftGroup the log's group; a restore makes another one
 * @param origin how the node came into the cluster, which tells how its peer of the log starts the
 *         first time
 */
public record NodeIdentity(
        String clusterId,
        String clusterName,
        String memberId,
        UUID raftGroup,
        String raftPeerId,
        Origin origin) {

    /** How a node comes into a cluster. */
    public enum Origin {
        FOUNDED,
        JOINED
    }

    /**
     * Reads what was written when the node came into its cluster.
     *
     * @throws StartupFailure CONFIGURATION when the node is in no cluster yet, BAD_DATA when the
     *         file is damaged
     */
    static NodeIdentity read(NodeFolder folder) {
        if (!Files.exists(folder.identity())) {
            throw new StartupFailure(ExitCode.CONFIGURATION, folder.state()
                    + " belongs to no cluster yet: run 'cluster init NAME' to found one or"
                    + " 'cluster join TOKEN' to join one");
        }
        try {
            SettingsDocument document = SettingsDocument.read(folder.identity());
            return new NodeIdentity(
                    document.required("cluster-id"),
                    document.required("cluster-name"),
                    document.required("member-id"),
                    UUID.fromString(document.required("raft-group")),
                    document.required("raft-peer"),
                    Origin.valueOf(document.required("origin")));
        } catch (IllegalArgumentException malformed) {
            throw damaged(folder.identity() + ": " + malformed.getMessage(), malformed);
        } catch (StartupFailure malformed) {
            // No person writes this file, so what is wrong in it is damage and no mistake.
            throw malformed.exitCode() == ExitCode.CONFIGURATION
                    ? damaged(String.valueOf(malformed.getMessage()), malformed)
                    : malformed;
        }
    }

    private static StartupFailure damaged(String what, RuntimeException cause) {
        return new StartupFailure(ExitCode.BAD_DATA, what + "; this node's identity is damaged:"
                + " bring the file back, or remove the node on another node, empty its folders"
                + " and join again", cause);
    }

    /** Whether the folder belongs to a node of a cluster already. */
    static boolean exists(NodeFolder folder) {
        return Files.exists(folder.identity());
    }

    String text() {
        return """
                # Written when this node came into its cluster. Not to be edited.
                cluster-id: "%s"
                cluster-name: "%s"
                member-id: "%s"
                raft-group: "%s"
                raft-peer: "%s"
                origin: %s
                """.formatted(clusterId, clusterName, memberId, raftGroup, raftPeerId, origin);
    }
}
