// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import dev.mainstay.model.Configuration;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.StateFormat;
import dev.mainstay.transition.Transition;
import java.util.Optional;

/** The stored form of the state and of staged content, for apply. */
public final class StoredFormat implements StateFormat {

    @Override
    public Optional<Transition> readTransition(Content content) {
        return LogCodec.stagedTransition(content);
    }

    @Override
    public Optional<Configuration> readConfiguration(Content content) {
        return LogCodec.stagedConfiguration(content);
    }

    @Override
    public String digest(ClusterState state) {
        return SnapshotCodec.digest(state);
    }
}
