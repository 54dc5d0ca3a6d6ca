// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.run;

import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.process.HeldProcess;
import dev.mainstay.agent.process.OutputTail;
import dev.mainstay.agent.process.Processes;
import dev.mainstay.agent.process.Program;
import dev.mainstay.agent.standard.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/**
 * Does one piece of work from its beginning to its end.
 *
 * <p>The order of things is what safety rules 8 and 9 ask for: fork and hold, let the gate write
 * down the process group and check the lease, let go, wait for the exit or for a reason to end it,
 * and if it did not exit, return only when nothing of its process group is left. What is asked of a
 * service goes the same way, without a process.
 */
final class Supervisor {
    /** The JDK tells a death by signal as this plus the signal's number. */
    private static final int SIGNAL_BASE = 128;
    /** No signal beyond this number is a way to die in practice; 190 and 191 are OCF exit codes. */
    private static final int SIGNAL_MAX = 31;

    private final Processes processes;
    private final Ticker ticker;
    private final BootClock clock;
    private final Duration killGrace;
    private final Inquiry inquiry;

    /**
     * @param killGrace between TERM and KILL
     * @param workers for what is asked of services
     */
    Supervisor(Processes processes, Ticker ticker, BootClock clock, Duration killGrace,
            Executor workers) {
        this.processes = processes;
        this.ticker = ticker;
        this.clock = clock;
        this.killGrace = killGrace;
        this.inquiry = new Inquiry(ticker, clock, workers);
    }

    /** Decides about a held process, or what is about to be asked. */
    @FunctionalInterface
    interface Gate {
        /**
         * Writes down what is about to begin.
         *
         * @return why it must not begin after all; empty lets it go
         */
        Optional<String> admit(Optional<ProcessGroup> group, long begunNanos);
    }

    /**
     * Does the work.
     *
     * @param marker by which its processes are known, see {@link ProcessGroup#survives}
     */
    RunReport run(Invocation.Work work, String marker, Duration timeout, EndSignal signal,
            Gate gate) throws InterruptedException {
        return switch (work) {
            case Invocation.Executable executable ->
                    execute(executable, marker, timeout, signal, gate);
            case Invocation.Asking asking -> inquiry.run(asking, timeout, signal, gate);
        };
    }

    private RunReport execute(Invocation.Executable executable, String marker, Duration timeout,
            EndSignal signal, Gate gate) throws InterruptedException {
        HeldProcess held;
        ProcessGroup group;
        try {
            held = processes.hold(marked(executable.program(), marker));
            group = held.group();
        } catch (IOException cannotFork) {
            return RunReport.withoutFork(new Ending.NotBegun(),
                    "cannot fork: " + cannotFork.getMessage());
        }
        long begun = clock.nanos();
        Optional<String> refusal;
        try {
            refusal = gate.admit(Optional.of(group), begun);
        } catch (RuntimeException gateFailed) {
            held.abandon();
            throw gateFailed;
        }
        if (refusal.isPresent()) {
            held.abandon();
            return RunReport.withoutFork(new Ending.NotBegun(), refusal.get());
        }
        held.release();
        RunReport report = await(held, group, timeout, signal, begun);
        return report.ending() instanceof Ending.Completed(var exitCode)
                ? report.withEnding(
                        new Ending.Completed(executable.meaning().applyAsInt(exitCode)),
                        report.exitReason())
                : report;
    }

    private RunReport await(HeldProcess held, ProcessGroup group, Duration timeout,
            EndSignal signal, long begun) throws InterruptedException {
        Future<?> timer = ticker.after(timeout, () -> signal.end(EndSignal.Cause.TIMED_OUT));
        var _ = held.onExit().thenRun(() -> signal.end(EndSignal.Cause.EXITED));
        EndSignal.Cause cause = signal.await();
        timer.cancel(false);
        if (cause != EndSignal.Cause.EXITED) {
            processes.end(group, killGrace);
            held.onExit().join();
        }
        Duration duration = Duration.ofNanos(clock.nanos() - begun);
        OutputTail errors = held.errors();
        Ending ending = ending(cause, held.exitCode());
        return new RunReport(ending, errors.markedLine().orElseGet(() -> reason(ending, timeout)),
                errors.text(), begun, duration);
    }

    static Ending ending(EndSignal.Cause cause, int exitCode) {
        return switch (cause) {
            case EXITED -> exitCode > SIGNAL_BASE && exitCode <= SIGNAL_BASE + SIGNAL_MAX
                    ? new Ending.Killed(exitCode - SIGNAL_BASE)
                    : new Ending.Completed(exitCode);
            case TIMED_OUT -> new Ending.TimedOut();
            case CANCELLED -> new Ending.Cancelled();
            case INTERRUPTED -> new Ending.Interrupted();
            case LEASE_LAPSED -> new Ending.LeaseLapsed(Optional.empty());
        };
    }

    static String reason(Ending ending, Duration timeout) {
        return switch (ending) {
            case Ending.Completed _ -> "";
            case Ending.TimedOut _ -> "did not end within " + timeout.toMillis() + " ms";
            case Ending.Killed(var signal) -> "died of signal " + signal;
            case Ending.Cancelled _ -> "cancelled while it ran";
            case Ending.Interrupted _ -> "interrupted while it ran";
            case Ending.LeaseLapsed _ -> "the node's lease lapsed while it ran";
            case Ending.NotBegun _ -> "not begun";
        };
    }

    private static Program marked(Program program, String marker) {
        Map<String, String> variables = new HashMap<>(program.environment());
        variables.put(ProcessGroup.MARKER, marker);
        return new Program(program.command(), variables);
    }
}
