// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Score;
import java.util.Optional;

/**
 * What is to become of an attribute's value. How much one is raised by is what an entry says, not
 * the sum: it is worked out when the entry is applied, so that of two that raise it at the same
 * time none is lost.
 */
public sealed interface AttributeUpdate {

    /** It has this value from now on. */
    record Put(String value) implements AttributeUpdate {}

    /**
     * It counts so much more, as scores are added: no further than infinity, which nothing is added
     * to. What is no number counts as 0.
     *
     * @param by no more than infinity in either direction
     */
    record Raise(int by) implements AttributeUpdate {
        public Raise {
            by = new Score(by).value();
        }
    }

    /** There is no such attribute any more. */
    record Drop() implements AttributeUpdate {}

    /** @param value empty: the attribute goes */
    static AttributeUpdate of(Optional<String> value) {
        return value.<AttributeUpdate>map(Put::new).orElseGet(Drop::new);
    }

    /** The value after it; empty if there is none. */
    default Optional<String> over(Optional<String> present) {
        return switch (this) {
            case Put(var value) -> Optional.of(value);
            case Raise(var by) -> Optional.of(present.flatMap(Score::parse).orElse(Score.ZERO)
                    .plus(new Score(by)).toString());
            case Drop() -> Optional.empty();
        };
    }

    /**
     * The one update that does what this one and then the later one do, whatever the value is now;
     * empty if there is none: infinity forgets what was added before, so raising and lowering
     * cannot be added up.
     */
    default Optional<AttributeUpdate> then(AttributeUpdate later) {
        if (!(later instanceof Raise(int more))) {
            return Optional.of(later);
        }
        return switch (this) {
            case Put(var value) -> Optional.of(of(later.over(Optional.of(value))));
            case Drop() -> Optional.of(of(later.over(Optional.empty())));
            case Raise(var by) -> (by < 0) == (more < 0) && !new Score(by + more).isInfinite()
                    ? Optional.of(new Raise(by + more))
                    : Optional.empty();
        };
    }
}
