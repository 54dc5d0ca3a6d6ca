// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.api.ClusterRequests;
import dev.mainstay.codec.api.MalformedRequest;
import java.util.regex.Pattern;

/** Names that a node is set up with. */
final class NodeNames {

    private NodeNames() {}

    static void requireNode(String name) {
        try {
            ClusterRequests.nodeName(name);
        } catch (MalformedRequest wrong) {
            throw new StartupFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    static void require(String what, Pattern pattern, String name) {
        if (!pattern.matcher(name).matches()) {
            throw new StartupFailure(ExitCode.USAGE, "\"" + name + "\" is no " + what
                    + ": a letter or digit, then up to 62 letters, digits, dots, underscores and"
                    + " hyphens");
        }
    }

    static void requireNoCluster(NodeFolder folder) {
        if (RemoteMembership.exists(folder)) {
            throw new StartupFailure(ExitCode.REFUSED, folder.state() + " is of a remote machine"
                    + " of cluster " + RemoteMembership.read(folder).clusterName()
                    + " already: use another folder, or delete it");
        }
        if (NodeIdentity.exists(folder)) {
            throw new StartupFailure(ExitCode.REFUSED, folder.state() + " belongs to cluster "
                    + NodeIdentity.read(folder).clusterName() + " already: use another folder, or"
                    + " remove the node from that cluster and delete the folder");
        }
    }
}
