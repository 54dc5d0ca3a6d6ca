// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.model.Configuration;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.ConfigurationEditor;
import dev.mainstay.state.Edited;

/** What a change would make of a configuration, with the very code that apply uses. */
final class ChangedConfiguration {

    private ChangedConfiguration() {}

    /** Throws the rejection's status when an edit cannot be done. */
    static Configuration of(Configuration before, ConfigurationChange change) {
        return switch (change) {
            // What is staged was a document, and was looked at, before it was cut into parts.
            case ConfigurationChange.Staged ignored -> before;
            case ConfigurationChange.Document(var configuration) -> configuration;
            case ConfigurationChange.Edits(var edits) ->
                    switch (ConfigurationEditor.apply(before, edits)) {
                        case Edited.Done(var configuration) -> configuration;
                        case Edited.Refused(var rejection) ->
                                throw RejectionMapper.failure(rejection);
                    };
        };
    }
}
