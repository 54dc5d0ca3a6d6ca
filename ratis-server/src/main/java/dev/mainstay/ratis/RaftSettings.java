// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.PeerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * What one peer needs to start.
 *
 * @param self this peer; it listens on exactly this address
 * @param group id of the group; a restore or a forced recovery makes a new one
 * @param storage folder of this group alone: Ratis brings up every group that it finds in it
 * @param startup what is expected to be in that folder
 * @param founders the voters that the group was founded with on this machine; empty on a machine
 *     that joined. What the log says later overrides it.
 */
public record RaftSettings(
        PeerAddress self,
        UUID group,
        Path storage,
        Startup startup,
        List<PeerAddress> founders,
        RaftTiming timing,
        RaftLimits limits) {
    /**
     * What the storage must hold. A wrong expectation is an error and never a fresh start: a peer
     * that forgot its votes and then votes again can elect two leaders (amnesia).
     */
    public enum Startup {
        /** Found a group: the storage is empty. */
        FOUND,
        /** Wait to be taken into a group: the storage is empty. */
        JOIN,
        /** Carry on: the storage holds this peer's log. */
        RESUME
    }

    public RaftSettings {
        founders = List.copyOf(founders);
        if (startup == Startup.FOUND && !founders.contains(self)) {
            throw new IllegalArgumentException(
                    "a founder must be among the founders: " + self + " is not in " + founders);
        }
        if (startup == Startup.JOIN && !founders.isEmpty()) {
            throw new IllegalArgumentException("a joining peer has no founders: " + founders);
        }
    }

    /** The folder that Ratis keeps this group in. */
    Path groupFolder() {
        return storage.resolve(group.toString());
    }
}
