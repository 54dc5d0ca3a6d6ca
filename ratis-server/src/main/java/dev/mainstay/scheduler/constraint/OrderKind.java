// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.Tasks;
import java.util.Locale;
import java.util.Optional;

/** How strictly an order constraint is meant. */
enum OrderKind {
    MANDATORY,
    OPTIONAL,
    SERIALIZE;

    /** Which of the orderings that a constraint stands for. */
    enum Symmetry {
        ASYMMETRIC,
        SYMMETRIC,
        INVERSE
    }

    static OrderKind of(Optional<String> kind, Optional<String> score) {
        if (kind.isEmpty()) {
            // Older documents said it by a score.
            boolean optional = score.flatMap(Score::parse).filter(s -> s.value() == 0)
                    .isPresent();
            return optional ? OPTIONAL : MANDATORY;
        }
        return switch (kind.get().toLowerCase(Locale.ROOT)) {
            case "optional" -> OPTIONAL;
            case "serialize" -> SERIALIZE;
            default -> MANDATORY;
        };
    }

    int edges(String firstTask, Symmetry symmetry) {
        return switch (this) {
            case OPTIONAL -> Ordering.ORDERED;
            case SERIALIZE -> Ordering.SERIALIZE;
            case MANDATORY -> switch (symmetry) {
                case ASYMMETRIC -> Ordering.ORDERED | Ordering.ASYMMETRIC;
                case SYMMETRIC -> Ordering.ORDERED | Ordering.FIRST_IMPLIES_THEN
                        | (firstTask.equals(Tasks.START) || firstTask.equals(Tasks.PROMOTE)
                                ? Ordering.UNRUNNABLE_FIRST_BLOCKS
                                : 0);
                case INVERSE -> Ordering.ORDERED | Ordering.THEN_IMPLIES_FIRST;
            };
        };
    }
}
