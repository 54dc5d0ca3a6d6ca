// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.process.HeldProcess;
import dev.mainstay.agent.process.OutputTail;
import dev.mainstay.agent.process.Processes;
import dev.mainstay.agent.process.Program;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * One boot of a machine: the resource agents that run on it as processes, and the services that
 * they start and stop. A process has its effect at some moment of its life and not before; one that
 * is killed earlier has none. Processes outlive the daemon that forked them.
 */
final class SimulatedKernel implements Processes {

    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;
    /** One that takes longer hangs, and holds up what is to be done about its service. */
    private static final Duration MONITOR_MAX = Duration.ofSeconds(1);

    private final VirtualProcess clock;
    private final Services services;
    private final Behaviour behaviour;
    private final Watcher watcher;
    private final Chance chance;
    private final SortedMap<Integer, Child> children = new TreeMap<>();
    private int lastPid = 100;
    private int generation;

    SimulatedKernel(VirtualProcess clock, Services services, Behaviour behaviour,
            Watcher watcher, Chance chance) {
        this.clock = clock;
        this.services = services;
        this.behaviour = behaviour;
        this.watcher = watcher;
        this.chance = chance;
    }

    /** Children that had not been let go yet read the end of their input and leave. */
    void daemonKilled() {
        children.values().removeIf(child -> child.state == State.HELD);
        generation++;
    }

    /** Whether anything but a monitor that is only just running is under way. */
    boolean isBusy() {
        return children.values().stream().anyMatch(child -> !child.call.task().equals("monitor")
                || clock.bootNanos() - child.heldNanos > MONITOR_MAX.toNanos());
    }

    @Override
    public HeldProcess hold(Program program) {
        children.values().stream().filter(child -> child.ofGeneration < generation).findFirst()
                .ifPresent(child -> watcher.orphaned(child.call));
        lastPid++;
        Child child = new Child(lastPid,
                ServiceCall.of(program.command(), program.environment()));
        children.put(child.pid, child);
        return child;
    }

    @Override
    public boolean survives(ProcessGroup group, String marker) {
        return children.containsKey(group.id());
    }

    @Override
    public void end(ProcessGroup group, Duration grace) {
        Child child = children.get(group.id());
        if (child != null) {
            child.terminate(grace);
            child.gone.join();
        }
    }

    private enum State {
        HELD,
        RUNNING,
        GONE
    }

    /** How long an operation takes, and what comes of it. */
    interface Behaviour {

        /** Of an operation that is not hung; the rest is up to the resource agent. */
        Operation operation(ServiceCall call, Chance chance);

        /**
         * @param duration from fork to exit
         * @param effect when in it the service changes
         * @param fails whether it exits with an error
         * @param takesEffect whether it does what it was asked, failed or not
         * @param diesSlowly how long it outlives SIGKILL, blocked in the kernel
         */
        record Operation(Duration duration, Duration effect, boolean fails, boolean takesEffect,
                boolean ignoresTerm, Duration diesSlowly) {}
    }

    /** Hears of processes; checks what has to be true of them. */
    interface Watcher {
        void begun(ServiceCall call);

        /** A child of an earlier daemon still runs while the present one begins something. */
        void orphaned(ServiceCall call);

        /** @param excused whether nobody could have ended it earlier */
        void gone(ServiceCall call, boolean excused);
    }

    private final class Child implements HeldProcess {

        private final int pid;
        private final ServiceCall call;
        private final int ofGeneration;
        private final long heldNanos = clock.bootNanos();
        private final CompletableFuture<Void> gone = new CompletableFuture<>();
        private State state = State.HELD;
        private int exitCode;
        private boolean excused;
        private Behaviour.Operation operation;

        private Child(int pid, ServiceCall call) {
            this.pid = pid;
            this.call = call;
            this.ofGeneration = generation;
            this.operation = behaviour.operation(call, chance);
        }

        @Override
        public ProcessGroup group() {
            return new ProcessGroup(pid, pid);
        }

        @Override
        public void release() {
            if (!children.containsKey(pid)) {
                return;
            }
            state = State.RUNNING;
            watcher.begun(call);
            int[] code = {0};
            clock.after(operation.effect(), () -> {
                if (state == State.RUNNING) {
                    code[0] = services.call(call, operation.takesEffect());
                }
            });
            clock.after(operation.duration(),
                    () -> exit(operation.fails() && code[0] == 0 ? 1 : code[0]));
        }

        @Override
        public void abandon() {
            children.remove(pid);
            state = State.GONE;
        }

        @Override
        public CompletableFuture<?> onExit() {
            return gone;
        }

        @Override
        public int exitCode() {
            return exitCode;
        }

        @Override
        public OutputTail errors() {
            return new OutputTail(1, "");
        }

        private void terminate(Duration grace) {
            Duration until = operation.ignoresTerm() ? grace : chance.millis(0, 30);
            excused = !operation.diesSlowly().isZero();
            clock.after(until.plus(operation.diesSlowly()), () -> exit(SIGNAL_BASE + SIGKILL));
        }

        private void exit(int code) {
            if (state == State.RUNNING) {
                state = State.GONE;
                exitCode = code;
                children.remove(pid);
                watcher.gone(call, excused);
                gone.complete(null);
            }
        }
    }
}
