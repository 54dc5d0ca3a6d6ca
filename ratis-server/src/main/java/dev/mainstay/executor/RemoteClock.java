// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.NodeClock;
import java.time.Instant;

/**
 * The boot clock of a remote machine as its host can tell it: never ahead of the real one, because
 * the reading that it rests on was taken some time before it arrived. So a lease that is translated
 * to it ends early, not late.
 */
final class RemoteClock implements NodeClock {

    private final NodeClock here;
    /** Written on the executor's loop, read by whoever carries out calls. */
    private volatile long aheadNanos;

    RemoteClock(NodeClock here) {
        this.here = here;
    }

    /** @param remoteNanos what the remote clock read, at some time before now */
    void read(long remoteNanos) {
        aheadNanos = remoteNanos - here.bootNanos();
    }

    /** An instant of this machine's boot clock on the remote one. */
    long of(long bootNanosHere) {
        return bootNanosHere + aheadNanos;
    }

    @Override
    public long bootNanos() {
        return of(here.bootNanos());
    }

    @Override
    public Instant wall() {
        return here.wall();
    }
}
