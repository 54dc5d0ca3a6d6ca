// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the APIs of the other members are, kept beside the log. A node that starts knows nobody by
 * its state before a leader has told it how far its log is committed; without this, one that was
 * removed while it was away would have nobody to hear that from.
 */
final class RememberedMembers {

    private static final Logger LOG = LoggerFactory.getLogger(RememberedMembers.class);

    private final Path file;
    private final NodeId self;
    private List<String> addresses;

    private RememberedMembers(Path file, NodeId self, List<String> addresses) {
        this.file = file;
        this.self = self;
        this.addresses = addresses;
    }

    /** What was remembered; nobody where that is missing or damaged, as it decides nothing. */
    static RememberedMembers read(NodeFolder folder, NodeId self) {
        List<String> addresses = List.of();
        try {
            if (Files.exists(folder.members())) {
                addresses = SettingsDocument.read(folder.members()).texts("members")
                        .orElse(List.of());
            }
        } catch (StartupFailure damaged) {
            LOG.warn("forgot where the other members are: {}", damaged.getMessage());
        }
        return new RememberedMembers(folder.members(), self, addresses);
    }

    /** Keeps the first addresses of a node that joins. */
    static void write(NodeFolder folder, List<String> addresses) throws IOException {
        PrivateFile.write(folder.members(), text(addresses));
    }

    /** Addresses of the other members' APIs. */
    List<String> addresses() {
        return addresses;
    }

    /** Takes over what the state holds, where it holds anything yet. */
    void follow(ClusterState state) {
        List<String> others = state.members().values().stream()
                .filter(member -> !member.node().equals(self))
                .map(Member::apiAddress)
                .toList();
        if (others.equals(addresses) || state.members().isEmpty()) {
            return;
        }
        try {
            PrivateFile.write(file, text(others));
            addresses = others;
        } catch (IOException failure) {
            LOG.warn("cannot write {} ({})", file, FolderLock.reason(failure));
        }
    }

    private static String text(List<String> addresses) {
        return addresses.stream().map(address -> "\"" + address + "\"").collect(Collectors.joining(
                ", ", "# Whom this node asks whether it was removed. Not to be edited.\nmembers: [",
                "]\n"));
    }
}
