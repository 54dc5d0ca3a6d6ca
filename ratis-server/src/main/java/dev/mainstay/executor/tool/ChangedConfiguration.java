// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ChangeConfiguration;
import dev.mainstay.state.Command.ConfigurationChange.Edits;
import dev.mainstay.state.ConfigurationEdit;
import java.util.List;
import java.util.Optional;

/** Changes of the configuration by tools, in whose name they stand in its history. */
final class ChangedConfiguration {
    private ChangedConfiguration() {}

    /** Whatever the configuration is by then. */
    static Command by(String tool, ConfigurationEdit... edits) {
        return new ChangeConfiguration(Optional.empty(), new Edits(List.of(edits)), tool);
    }

    /** Only if nobody changes the configuration first: the edits were made from what it holds. */
    static Command of(ClusterState read, String tool, ConfigurationEdit... edits) {
        return new ChangeConfiguration(
                Optional.of(read.revision()), new Edits(List.of(edits)), tool);
    }
}
