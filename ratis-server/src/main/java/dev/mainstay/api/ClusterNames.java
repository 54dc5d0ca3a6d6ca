// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import java.util.UUID;

/** What sets this cluster apart from others. */
public record ClusterNames(String clusterId, String clusterName, UUID raftGroup) {}
