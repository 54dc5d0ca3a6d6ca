// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.agent.standard.Errand;
import dev.mainstay.agent.standard.Invocation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * Has a service of this machine do something, from the gate to the answer. Returns only when the
 * errand itself has ended, even where it was given up: a later one must not be overtaken by it.
 */
final class Inquiry {
    private final Ticker ticker;
    private final BootClock clock;
    private final Executor workers;

    Inquiry(Ticker ticker, BootClock clock, Executor workers) {
        this.ticker = ticker;
        this.clock = clock;
        this.workers = workers;
    }

    RunReport run(Invocation.Asking asking, Duration timeout, EndSignal signal,
            Supervisor.Gate gate) throws InterruptedException {
        long begun = clock.nanos();
        Optional<String> refusal = gate.admit(Optional.empty(), begun);
        if (refusal.isPresent()) {
            return RunReport.withoutFork(new Ending.NotBegun(), refusal.get());
        }
        Errand errand = asking.errand();
        Duration limit = timeout.plus(asking.grace());
        Future<?> timer = ticker.after(limit, () -> signal.end(EndSignal.Cause.TIMED_OUT));
        CompletableFuture<Errand.Answer> answer = begin(errand);
        var _ = answer.whenComplete((told, failure) -> signal.end(EndSignal.Cause.EXITED));
        EndSignal.Cause cause = signal.await();
        timer.cancel(false);
        String standing = errand.standing();
        if (cause != EndSignal.Cause.EXITED) {
            errand.giveUp();
        }
        Errand.Answer told = answer.join();
        Duration duration = Duration.ofNanos(clock.nanos() - begun);
        Ending ending = cause == EndSignal.Cause.EXITED ? new Ending.Completed(told.exitCode())
                : Supervisor.ending(cause, 0);
        String reason = cause == EndSignal.Cause.EXITED ? told.exitReason()
                : reason(ending, limit, standing);
        return new RunReport(ending, reason, "", begun, duration);
    }

    private CompletableFuture<Errand.Answer> begin(Errand errand) {
        CompletableFuture<Errand.Answer> answer = new CompletableFuture<>();
        workers.execute(() -> {
            try {
                answer.complete(errand.perform());
            } catch (InterruptedException | RuntimeException failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private static String reason(Ending ending, Duration limit, String standing) {
        String reason = Supervisor.reason(ending, limit);
        return standing.isEmpty() ? reason : reason + ": " + standing;
    }
}
