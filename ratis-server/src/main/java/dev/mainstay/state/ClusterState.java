// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;

/** The replicated state after some log entry. */
public record ClusterState(long appliedIndex, long revision, Configuration configuration) {
}
