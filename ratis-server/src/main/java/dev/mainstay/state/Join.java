// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * One start of a machine's daemon, or of a remote machine's connection, as it was committed.
 *
 * @param incarnation log index of the entry; 0 for a machine that never joined
 * @param bootId the kernel's boot id
 * @param supportedLevel the highest feature level that its build can apply
 * @param version of its build
 * @param host set for a remote machine: by whom it takes part
 */
public record Join(
        long incarnation,
        String bootId,
        int supportedLevel,
        String version,
        Instant at,
        Optional<Host> host) {

    static final Join NEVER = new Join(0, "", 0, "", Instant.EPOCH, Optional.empty());

    /** The member that holds a remote machine's connection, and its incarnation. */
    public record Host(NodeId node, long incarnation) {}
}
