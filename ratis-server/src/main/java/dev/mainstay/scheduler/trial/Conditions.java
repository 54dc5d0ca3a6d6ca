// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.trial;

import dev.mainstay.model.NodeCondition;
import dev.mainstay.model.NodeCondition.JoinState;
import dev.mainstay.model.NodeCondition.Presence;
import java.time.Instant;
import java.util.Optional;

/** What the membership of a node looks like after what can happen to it. */
final class Conditions {

    /** Cleanly away: it was shut down, or fenced. */
    static final NodeCondition ABSENT = condition(
            Presence.ABSENT, JoinState.DOWN, JoinState.DOWN, Optional.empty());

    /** Away although it was expected to be there. */
    static final NodeCondition FAILED = condition(
            Presence.ABSENT, JoinState.DOWN, JoinState.MEMBER, Optional.empty());

    private Conditions() {}

    static NodeCondition member(Instant since) {
        return condition(Presence.PRESENT, JoinState.MEMBER, JoinState.MEMBER, Optional.of(since));
    }

    private static NodeCondition condition(Presence presence, JoinState join, JoinState expected,
            Optional<Instant> since) {
        return new NodeCondition(
                presence, presence, join, expected, since, since, false, false, false);
    }
}
