// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.alert;

import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.process.HeldProcess;
import dev.mainstay.agent.process.Processes;
import dev.mainstay.agent.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one alert agent from its fork to its end, or to the end of its time. */
public final class AlertRunner {

    /** Both streams are one, of which the launcher keeps the end. */
    private static final String MERGED = "exec \"$0\" >&2";

    private final Processes processes;
    private final Map<String, String> variables;
    private final AlertAccount account;
    private final Duration killGrace;

    /**
     * @param variables that every alert agent gets
     * @param killGrace from TERM to KILL of what has not ended in its time
     */
    public AlertRunner(
            Processes processes,
            Map<String, String> variables,
            AlertAccount account,
            Duration killGrace) {
        this.processes = processes;
        this.variables = Map.copyOf(variables);
        this.account = account;
        this.killGrace = killGrace;
    }

    /** Runs the program and waits for its end; what it left in the background is let be. */
    public AlertRun run(String path, Map<String, String> environment, Duration timeout)
            throws InterruptedException {
        if (account instanceof AlertAccount.Unusable(var reason)) {
            return AlertRun.failed(reason, "");
        }
        if (!Files.isRegularFile(Path.of(path))) {
            return AlertRun.failed("there is no such program on this machine", "");
        }
        if (!Files.isExecutable(Path.of(path))) {
            return AlertRun.failed("is not executable", "");
        }
        HeldProcess held;
        ProcessGroup group;
        try {
            held = processes.hold(program(path, environment));
            group = held.group();
        } catch (IOException cannotFork) {
            return AlertRun.failed("cannot fork: " + cannotFork.getMessage(), "");
        }
        held.release();
        return await(held, group, timeout);
    }

    private AlertRun await(HeldProcess held, ProcessGroup group, Duration timeout)
            throws InterruptedException {
        try {
            held.onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return AlertRun.ended(held.exitCode(), held.errors().text());
        } catch (TimeoutException late) {
            processes.end(group, killGrace);
            return AlertRun.failed("did not end within " + timeout.toMillis() + " ms",
                    held.errors().text());
        } catch (InterruptedException closing) {
            processes.end(group, Duration.ZERO);
            throw closing;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the exit of a process was lost", impossible);
        }
    }

    private Program program(String path, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(variables);
        List<String> command = List.of("/bin/sh", "-c", MERGED, path);
        if (account instanceof AlertAccount.Other(var user)) {
            all.putAll(user.variables());
            command = user.running(command);
        }
        all.putAll(environment);
        return new Program(command, all);
    }
}
