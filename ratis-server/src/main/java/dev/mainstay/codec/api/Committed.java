// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.state.Outcome;
import java.util.Optional;

/**
 * What became of a change.
 *
 * @param index of its entry; 0 where only a preview was asked for
 * @param revision of the configuration after it; 0 likewise
 */
public record Committed(long index, long revision, Optional<ChangePreview> preview) {

    public static Committed of(Outcome.Accepted accepted) {
        return new Committed(accepted.index(), accepted.revision(), Optional.empty());
    }

    public static Committed previewed(ChangePreview preview) {
        return new Committed(0, 0, Optional.of(preview));
    }
}
