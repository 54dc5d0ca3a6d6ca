// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.StagedParts;
import dev.mainstay.state.Content;
import dev.mainstay.transition.Transition;
import java.util.Optional;

/** Stages transitions in the form in which the log stores them. */
public final class EncodedStaging implements TransitionStaging {

    @Override
    public Optional<Staged> stage(Transition transition) {
        Content whole = LogCodec.stage(transition);
        return StagedParts.isNeeded(whole)
                ? Optional.of(new Staged(whole.sha256(), StagedParts.cut(whole)))
                : Optional.empty();
    }
}
