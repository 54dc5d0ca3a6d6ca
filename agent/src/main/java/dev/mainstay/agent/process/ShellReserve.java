// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few shells that are forked ahead, so that an operation on a machine that is not in a rush waits
 * for no fork. Begins with the first that is taken.
 */
final class ShellReserve implements AutoCloseable {
    /** What one group of resources, or a handful of monitors, takes at a time. */
    private static final int SIZE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ShellReserve.class);

    /** One that discards its standard output. */
    @FunctionalInterface
    interface Fork {
        HeldShell fork() throws IOException;
    }

    private final Executor forks;
    private final Fork fork;
    /** Guarded by this. */
    private final Queue<HeldShell> ready = new ArrayDeque<>();
    private int forking;
    private boolean closed;

    /** @param forks gives threads that may wait for a fork */
    ShellReserve(Executor forks, Fork fork) {
        this.forks = forks;
        this.fork = fork;
    }

    HeldShell take() throws IOException {
        Optional<HeldShell> shell = next();
        return shell.isPresent() ? shell.get() : fork.fork();
    }

    private synchronized Optional<HeldShell> next() {
        Optional<HeldShell> shell = Optional.ofNullable(ready.poll());
        while (shell.isPresent() && !shell.get().alive()) {
            shell.get().dismiss();
            shell = Optional.ofNullable(ready.poll());
        }
        while (!closed && ready.size() + forking < SIZE) {
            forking++;
            forks.execute(this::forkAhead);
        }
        return shell;
    }

    private void forkAhead() {
        Optional<HeldShell> shell = Optional.empty();
        try {
            shell = Optional.of(fork.fork());
        } catch (IOException failure) {
            // Who needs one forks it and tells why that is not possible.
            LOG.debug("no shell can be forked ahead", failure);
        }
        if (!keep(shell)) {
            shell.ifPresent(HeldShell::dismiss);
        }
    }

    private synchronized boolean keep(Optional<HeldShell> shell) {
        forking--;
        shell.filter(_ -> !closed).ifPresent(ready::add);
        return !closed;
    }

    /** Lets all of them leave; what is taken later is forked then. */
    @Override
    public void close() {
        List<HeldShell> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(ready);
            ready.clear();
        }
        left.forEach(HeldShell::dismiss);
    }
}
