// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.StagedParts;
import dev.mainstay.codec.api.Change;
import dev.mainstay.codec.api.Committed;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Content;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Commits changes of the configuration; a document that is too large for an entry in parts. */
final class DocumentStaging {

    private final Changes changes;

    DocumentStaging(Changes changes) {
        this.changes = changes;
    }

    Committed commit(
            Optional<Long> expectedRevision, ConfigurationChange change, Change context) {
        ConfigurationChange carried = change;
        if (context.extent() == Change.Extent.COMMITTED
                && change instanceof ConfigurationChange.Document(var configuration)) {
            Content whole = LogCodec.stage(configuration);
            if (StagedParts.isNeeded(whole)) {
                carried = stage(whole, context);
            }
        }
        return changes.commit(new Command.ChangeConfiguration(
                expectedRevision, carried, context.comment()), context);
    }

    /** Parts of a repeated request take the places of the first one's: the stage has its name. */
    private ConfigurationChange stage(Content whole, Change context) {
        String stage = "configuration-"
                + context.requestId().orElseGet(() -> UUID.randomUUID().toString());
        List<Content> parts = StagedParts.cut(whole);
        for (int part = 0; part < parts.size(); part++) {
            changes.commit(
                    new Command.StagePart(stage, part, parts.size(), parts.get(part)),
                    Optional.empty());
        }
        return new ConfigurationChange.Staged(stage, whole.sha256());
    }
}
