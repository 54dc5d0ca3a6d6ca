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
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Runs one program from its fork to the end of its process group.
 *
 * <p>The order of things is what safety rules 8 and 9 ask for: fork and hold, let the gate write
 * down the process group and check the lease, let go, wait for the exit or for a reason to end it,
 * and if it did not exit, return only when nothing of its process group is left.
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

    /** @param killGrace between TERM and KILL */
    Supervisor(Processes processes, Ticker ticker, BootClock clock, Duration killGrace) {
        this.processes = processes;
        this.ticker = ticker;
        this.clock = clock;
        this.killGrace = killGrace;
    }

    /** Decides about a held process. */
    @FunctionalInterface
    interface Gate {
        /**
         * Writes down what is about to begin.
         *
         * @return why it must not begin after all; empty lets it go
         */
        Optional<String> admit(ProcessGroup group, long begunNanos);
    }

    /**
     * Runs the program.
     *
     * @param marker by which its processes are known, see {@link ProcessGroup#survives}
     */
    RunReport run(Program program, String marker, Duration timeout, EndSignal signal, Gate gate)
            throws InterruptedException {
        HeldProcess held;
        ProcessGroup group;
        try {
            held = processes.hold(marked(program, marker));
            group = held.group();
        } catch (IOException cannotFork) {
            return RunReport.withoutFork(new Ending.NotBegun(),
                    "cannot fork: " + cannotFork.getMessage());
        }
        long begun = clock.nanos();
        Optional<String> refusal;
        try {
            refusal = gate.admit(group, begun);
        } catch (RuntimeException gateFailed) {
            held.abandon();
            throw gateFailed;
        }
        if (refusal.isPresent()) {
            held.abandon();
            return RunReport.withoutFork(new Ending.NotBegun(), refusal.get());
        }
        held.release();
        return await(held, group, timeout, signal, begun);
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

    private static Ending ending(EndSignal.Cause cause, int exitCode) {
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

    private static String reason(Ending ending, Duration timeout) {
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
