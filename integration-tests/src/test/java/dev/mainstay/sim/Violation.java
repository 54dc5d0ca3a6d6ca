// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

/** An invariant does not hold, or a cluster did not come to rest. Ends the run. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int invariant;
    private final transient String trace;

    /** @param invariant number in design and docs; 0 for a cluster that did not come to rest */
    Violation(int invariant, String message, String trace) {
        super(message, null, false, false);
        this.invariant = invariant;
        this.trace = trace;
    }

    int invariant() {
        return invariant;
    }

    /** What happened before it, and the end of the log. */
    String trace() {
        return trace;
    }
}
