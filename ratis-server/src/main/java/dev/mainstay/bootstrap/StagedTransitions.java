// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.StagedParts;
import dev.mainstay.leader.TransitionStaging;
import dev.mainstay.state.Content;
import dev.mainstay.transition.Transition;
import java.util.Optional;

/** Stages transitions in the form in which the log keeps them. */
final class StagedTransitions implements TransitionStaging {

    @Override
    public Optional<Staged> stage(Transition transition) {
        Content whole = LogCodec.stage(transition);
        return StagedParts.isNeeded(whole)
                ? Optional.of(new Staged(whole.sha256(), StagedParts.cut(whole)))
                : Optional.empty();
    }
}
