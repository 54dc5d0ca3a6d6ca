// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.time.Instant;

/**
 * One start of a machine's daemon, as it was committed.
 *
 * @param incarnation log index of the entry; 0 for a machine that never joined
 * @param bootId the kernel's boot id
 * @param supportedLevel the highest feature level that its build can apply
 * @param version of its build
 */
public record Join(
        long incarnation,
        String bootId,
        int supportedLevel,
        String version,
        Instant at) {

    static final Join NEVER = new Join(0, "", 0, "", Instant.EPOCH);
}
