// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Why one run has to end, told by whoever is first; or that it ended by itself. */
final class EndSignal {
    /** Why a run ended. */
    enum Cause {
        EXITED, TIMED_OUT, CANCELLED, INTERRUPTED, LEASE_LAPSED
    }

    private final CompletableFuture<Cause> cause = new CompletableFuture<>();

    /** Has an effect only as the first call. */
    void end(Cause why) {
        cause.complete(why);
    }

    boolean given() {
        return cause.isDone();
    }

    Cause await() throws InterruptedException {
        try {
            return cause.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
