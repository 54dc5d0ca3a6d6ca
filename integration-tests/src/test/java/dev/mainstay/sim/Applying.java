// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.state.Applied;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.LogEntry;

/** How a machine applies entries: as the real applier does, unless a violation is planted. */
@FunctionalInterface
interface Applying {
    Applied apply(ClusterState state, LogEntry entry);
}
