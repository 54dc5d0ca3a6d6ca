// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.proto.v1.Consistency;

/** How current an answer has to be. */
public enum ReadConsistency {
    /** At least as new as any change acknowledged before the call. */
    CURRENT,
    /** Whatever this node has applied. */
    LOCAL;

    /** An unknown value of a newer client gets the stronger promise. */
    static ReadConsistency decode(Consistency consistency) {
        return consistency == Consistency.LOCAL ? LOCAL : CURRENT;
    }

    Consistency encode() {
        return this == LOCAL ? Consistency.LOCAL : Consistency.CURRENT;
    }
}
