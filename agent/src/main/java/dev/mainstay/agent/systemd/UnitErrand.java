// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import dev.mainstay.agent.standard.Errand;
import dev.mainstay.agent.standard.OcfExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One operation on one unit, until systemd has told its end or it is given up. What systemd cannot
 * be asked now is asked again; what it may have heard without answering is settled by what it then
 * says of the unit, never by assumption.
 */
abstract class UnitErrand implements Errand {
    /** What is returned when nobody reads it any more. */
    static final Answer GIVEN_UP = new Answer(OcfExitCode.GENERIC, "given up");

    private static final Duration STEP_MAX = Duration.ofSeconds(2);
    private static final Duration STEP_MIN = Duration.ofMillis(10);
    private static final int STEPS = 10;
    /** A signal is sent with the end of its job; it cannot be later than an answer by much. */
    private static final Duration SIGNAL_GRACE = Duration.ofSeconds(1);

    final Systemd systemd;
    final UnitName unit;
    private final Duration step;
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private volatile String standing = "";

    UnitErrand(Systemd systemd, UnitName unit, Duration timeout) {
        this.systemd = systemd;
        this.unit = unit;
        Duration tenth = timeout.dividedBy(STEPS);
        this.step = tenth.compareTo(STEP_MAX) > 0 ? STEP_MAX
                : tenth.compareTo(STEP_MIN) < 0 ? STEP_MIN : tenth;
    }

    /** A call that may be repeated. */
    @FunctionalInterface
    interface Call<T> {
        T answer() throws SystemdException;
    }

    abstract Answer answer() throws SystemdException, InterruptedException;

    @Override
    public final Answer perform() throws InterruptedException {
        try {
            return answer();
        } catch (SystemdException refused) {
            return new Answer(refused.exitCode(), refused.getMessage());
        }
    }

    @Override
    public final void giveUp() {
        over.complete("");
    }

    final boolean givenUp() {
        return over.isDone();
    }

    @Override
    public final String standing() {
        return standing;
    }

    final void note(String how) {
        standing = how;
    }

    final void pause() throws InterruptedException {
        await(over, step);
    }

    /**
     * Asks until there is an answer; empty once it is given up.
     *
     * @throws SystemdException when systemd refuses
     */
    final <T> Optional<T> ask(Call<T> call) throws SystemdException, InterruptedException {
        while (!givenUp()) {
            try {
                return Optional.of(call.answer());
            } catch (SystemdException failure) {
                if (failure.reason() == SystemdException.Reason.REFUSED) {
                    throw failure;
                }
                note(failure.getMessage());
            }
            pause();
        }
        return Optional.empty();
    }

    final Optional<UnitState> state() throws SystemdException, InterruptedException {
        Optional<UnitState> state = ask(() -> systemd.state(unit));
        state.ifPresent(known -> note(says(known)));
        return state;
    }

    /** How the job ended; empty where its signal was lost, or once it is given up. */
    final Optional<String> result(Systemd.UnitJob job)
            throws SystemdException, InterruptedException {
        try {
            while (!givenUp()) {
                await(CompletableFuture.anyOf(job.end(), over), step);
                if (!job.end().isDone()
                        && state().filter(known -> !known.has(job)).isPresent()) {
                    await(job.end(), SIGNAL_GRACE);
                    return told(job);
                }
                if (job.end().isDone()) {
                    return told(job);
                }
            }
            return Optional.empty();
        } finally {
            systemd.forget(job);
        }
    }

    private static Optional<String> told(Systemd.UnitJob job) {
        return job.end().isDone() ? Optional.of(job.end().join()) : Optional.empty();
    }

    final String says(UnitState state) {
        return unit + " is " + state.words();
    }

    private static void await(CompletableFuture<?> future, Duration atMost)
            throws InterruptedException {
        try {
            var _ = future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            // The caller looks for itself.
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
