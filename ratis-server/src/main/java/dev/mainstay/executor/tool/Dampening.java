// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import java.time.Duration;

/**
 * How long changes of an attribute are held back, in case there are more.
 *
 * @param delay without a further change, after which it is written; zero: not at all
 */
public record Dampening(Duration delay, Extent extent) {

    /** Which attributes are meant. */
    public enum Extent {
        /** One that has no dampening yet. */
        NEW,
        /** Also one that has. */
        ALL
    }

    public boolean isForAll() {
        return extent == Extent.ALL;
    }
}
