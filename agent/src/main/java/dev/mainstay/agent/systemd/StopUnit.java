// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import dev.mainstay.agent.standard.OcfExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a unit. Its state decides whether it is stopped, and not how a job ended: a stop may be
 * repeated as often as it takes, and only what is inactive may run elsewhere.
 */
final class StopUnit extends UnitErrand {
    private static final Logger LOG = LoggerFactory.getLogger(StopUnit.class);

    private final DropIns dropIns;

    StopUnit(Systemd systemd, UnitName unit, Duration timeout, DropIns dropIns) {
        super(systemd, unit, timeout);
        this.dropIns = dropIns;
    }

    @Override
    Answer answer() throws SystemdException, InterruptedException {
        loosen();
        Optional<String> ended = Optional.empty();
        for (Optional<UnitState> state = state(); state.isPresent(); state = state()) {
            switch (state.get().activity()) {
                case STOPPED -> {
                    return new Answer(OcfExitCode.OK, "");
                }
                case PENDING -> ended.ifPresent(result -> note(says(result)));
                case RUNNING, UNCLEAR -> {
                    if (ended.isPresent()) {
                        return new Answer(OcfExitCode.GENERIC,
                                says(ended.get()) + ", but " + says(state.get()));
                    }
                }
            }
            if (ended.isPresent()) {
                pause();
            }
            ended = stop();
        }
        return GIVEN_UP;
    }

    private String says(String result) {
        return "the stop of " + unit + " ended as " + result;
    }

    /**
     * While the machine shuts down, the unit's own stop waits for Mainstay's by the drop-in, and
     * Mainstay waits for this stop: without the drop-in and a reload neither would end.
     */
    private void loosen() throws InterruptedException {
        try {
            if (dropIns.remove(unit)) {
                var _ = ask(() -> {
                    systemd.reload();
                    return true;
                });
            }
        } catch (IOException | SystemdException failure) {
            LOG.warn("the drop-in of {} stays until the next boot", unit, failure);
        }
    }

    /** How the stop ended; empty where that is not known. */
    private Optional<String> stop() throws SystemdException, InterruptedException {
        try {
            return result(systemd.stop(unit));
        } catch (SystemdException failure) {
            if (failure.reason() == SystemdException.Reason.REFUSED) {
                throw failure;
            }
            note(failure.getMessage());
            pause();
            return Optional.empty();
        }
    }
}
