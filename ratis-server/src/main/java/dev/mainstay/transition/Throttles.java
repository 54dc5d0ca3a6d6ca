// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import dev.mainstay.model.NodeId;

/** The load of the machines as far as it bounds what may be in flight. Pure, as all here. */
public interface Throttles {

    NodeThrottle of(NodeId node);

    /** How many machines take part. */
    int peers();

    /** Whether a machine that takes part is under high load. */
    boolean anyHigh();
}
