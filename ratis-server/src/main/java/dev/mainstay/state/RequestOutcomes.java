// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.time.Instant;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The answers to recent requests, so that a retry gets the first one's. Bounded in number and age.
 *
 * @param byIndex in the order of their entries
 * @param indexes where a request id stands
 */
public record RequestOutcomes(
        PSortedMap<Long, Answered> byIndex, PSortedMap<String, Long> indexes) {

    static final RequestOutcomes NONE =
            new RequestOutcomes(TreePMap.empty(), TreePMap.empty());

    /** One answer. */
    public record Answered(String requestId, Instant at, Outcome outcome) {}

    public Optional<Outcome> outcome(String requestId) {
        return Optional.ofNullable(indexes.get(requestId))
                .flatMap(index -> Optional.ofNullable(byIndex.get(index)))
                .map(Answered::outcome);
    }

    RequestOutcomes plus(long index, Answered answer) {
        RequestOutcomes next = new RequestOutcomes(byIndex.plus(index, answer),
                indexes.plus(answer.requestId(), index));
        while (next.byIndex.size() > Limits.KEPT_OUTCOMES || next.oldestIsTooOld(answer.at())) {
            Answered oldest = next.byIndex.firstEntry().getValue();
            next = new RequestOutcomes(next.byIndex.minusFirstEntry(),
                    next.indexes.minus(oldest.requestId()));
        }
        return next;
    }

    private boolean oldestIsTooOld(Instant now) {
        return byIndex.firstEntry().getValue().at().plus(Limits.KEPT_OUTCOME_AGE).isBefore(now);
    }
}
