// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import dev.mainstay.state.ClusterIdentity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.LogPosition;
import java.time.Instant;

/**
 * What a backup says of itself, before its state is read.
 *
 * @param generation id of the Raft group that it was saved from
 * @param logTime log time of the state
 * @param savedAt wall clock of the node that wrote it
 * @param authorityCertificate of the saved cluster, in DER; its private key is not in a backup
 * @param endNotice that authority's signature under the end of its cluster
 */
public record BackupHeader(
        ClusterIdentity cluster,
        String generation,
        long revision,
        LogPosition position,
        int featureLevel,
        Instant logTime,
        Instant savedAt,
        String savedBy,
        Content authorityCertificate,
        Content endNotice) {

    /** The header of a backup of this state. */
    public static BackupHeader of(ClusterState state, Origin origin) {
        return new BackupHeader(
                state.identity().orElseGet(() -> new ClusterIdentity("", "")),
                origin.generation(), state.revision(), state.position(), state.featureLevel(),
                state.logTime(), origin.savedAt(), origin.savedBy(),
                origin.authorityCertificate(), origin.endNotice());
    }

    /** Where a backup comes from. */
    public record Origin(
            String generation,
            Instant savedAt,
            String savedBy,
            Content authorityCertificate,
            Content endNotice) {}

    /** Whether the header belongs to the state. */
    boolean describes(ClusterState state) {
        return state.identity().filter(cluster::equals).isPresent()
                && revision == state.revision()
                && position.equals(state.position())
                && featureLevel == state.featureLevel()
                && logTime.equals(state.logTime());
    }
}
