// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

/** Ends what {@link StateSource} and {@link Leadership} hand out. */
public final class Subscriptions {

    private Subscriptions() {}

    /** Ends the subscription; to fail at that is a defect of whoever handed it out. */
    public static void end(AutoCloseable subscription) {
        try {
            subscription.close();
        } catch (Exception failure) {
            throw new IllegalStateException("a subscription could not be ended", failure);
        }
    }
}
