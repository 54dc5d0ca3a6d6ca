// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import dev.mainstay.agent.standard.OcfExitCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out whether a unit runs. One that is on its way is looked at again until it has arrived: a
 * probe of a unit that another start still brings up must not call it stopped.
 */
final class MonitorUnit extends UnitErrand {
    MonitorUnit(Systemd systemd, UnitName unit, Duration timeout) {
        super(systemd, unit, timeout);
    }

    @Override
    Answer answer() throws SystemdException, InterruptedException {
        for (Optional<UnitState> state = state(); state.isPresent(); state = state()) {
            UnitState known = state.get();
            switch (known.activity()) {
                case RUNNING -> {
                    return new Answer(OcfExitCode.OK, "");
                }
                case STOPPED -> {
                    return known.isMissing()
                            ? new Answer(OcfExitCode.INSTALLED,
                                    "there is no unit " + unit + " on this machine")
                            : new Answer(OcfExitCode.NOT_RUNNING, says(known));
                }
                case UNCLEAR -> {
                    return new Answer(OcfExitCode.GENERIC, says(known));
                }
                case PENDING -> pause();
            }
        }
        return GIVEN_UP;
    }
}
