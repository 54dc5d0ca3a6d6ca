// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

/** Carries a {@link Refusal} to the boundary. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
