// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import dev.mainstay.agent.standard.OcfExitCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a unit under the drop-in and waits for the end of that job. */
final class StartUnit extends UnitErrand {
    private static final Logger LOG = LoggerFactory.getLogger(StartUnit.class);

    private final DropIns dropIns;

    StartUnit(Systemd systemd, UnitName unit, Duration timeout, DropIns dropIns) {
        super(systemd, unit, timeout);
        this.dropIns = dropIns;
    }

    @Override
    Answer answer() throws SystemdException, InterruptedException {
        Optional<UnitState> before = state();
        if (before.filter(UnitState::isMissing).isPresent()) {
            return new Answer(OcfExitCode.INSTALLED,
                    "there is no unit " + unit + " on this machine");
        }
        try {
            dropIns.write(unit);
        } catch (IOException failure) {
            return new Answer(failure instanceof AccessDeniedException ? OcfExitCode.PERM
                    : OcfExitCode.GENERIC,
                    "the drop-in of " + unit + " cannot be written: "
                            + failure);
        }
        Optional<Boolean> read = ask(() -> {
            systemd.reload();
            return true;
        });
        return read.isPresent() ? start() : GIVEN_UP;
    }

    private Answer start() throws SystemdException, InterruptedException {
        while (!givenUp()) {
            try {
                return await(systemd.start(unit));
            } catch (SystemdException failure) {
                note(failure.getMessage());
                switch (failure.reason()) {
                    case REFUSED -> throw failure;
                    // It may have been heard: a second call could start it a second time.
                    case UNANSWERED -> {
                        return settle("the order to start " + unit + " was not answered");
                    }
                    case UNREACHABLE -> pause();
                }
            }
        }
        return GIVEN_UP;
    }

    private Answer await(Systemd.UnitJob job) throws SystemdException, InterruptedException {
        Optional<String> result = result(job);
        if (givenUp()) {
            // Still waiting for its turn, it could start the unit long after this action has ended.
            takeBack(job);
            return GIVEN_UP;
        }
        return switch (result.orElse("")) {
            case "done" -> new Answer(OcfExitCode.OK, "");
            case "" -> settle("the end of the start of " + unit + " was not told");
            case "canceled" -> settle("somebody canceled the start of " + unit);
            case "skipped" -> settle("the start of " + unit + " does not apply");
            case "timeout" -> failed("the start of " + unit + " took longer than systemd allows");
            case "dependency" -> failed("a unit that " + unit + " needs did not start");
            case String other -> failed("the start of " + unit + " ended as " + other);
        };
    }

    private void takeBack(Systemd.UnitJob job) {
        try {
            systemd.cancel(job);
        } catch (SystemdException failure) {
            LOG.debug("job {} of {} is not taken back", job.id(), unit, failure);
        }
    }

    /** What became of a start of which nothing is known but what the unit says now. */
    private Answer settle(String why) throws SystemdException, InterruptedException {
        for (Optional<UnitState> state = state(); state.isPresent(); state = state()) {
            switch (state.get().activity()) {
                case RUNNING -> {
                    return new Answer(OcfExitCode.OK, "");
                }
                case STOPPED, UNCLEAR -> {
                    return new Answer(OcfExitCode.GENERIC,
                            why + "; " + says(state.get()));
                }
                case PENDING -> pause();
            }
        }
        return GIVEN_UP;
    }

    private Answer failed(String why) {
        try {
            return new Answer(OcfExitCode.GENERIC, why + "; " + says(systemd.state(unit)));
        } catch (SystemdException _) {
            return new Answer(OcfExitCode.GENERIC, why);
        }
    }
}
