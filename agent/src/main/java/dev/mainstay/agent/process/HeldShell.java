// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.Child;
import dev.mainstay.agent.posix.Descriptor;
import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.posix.ProcessStat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A shell that leads a session of its own and waits to be told which program to become. It leaves
 * without having done anything at the end of its input, and so with the process that forked it.
 */
final class HeldShell {
    /** Read as a file, because shells read what they are given as input byte by byte. */
    private static final List<String> WAITING =
            List.of("/bin/sh", "-c", ". /proc/self/fd/0", "mainstay-held");

    private final Child child;
    private final CompletableFuture<Integer> exitCode;
    private final OutputTail errors;
    private final OutputTail output;

    private HeldShell(Child child, CompletableFuture<Integer> exitCode, OutputTail errors,
            OutputTail output) {
        this.child = child;
        this.exitCode = exitCode;
        this.errors = errors;
        this.output = output;
    }

    /** @throws IOException when the machine cannot fork */
    static HeldShell fork(Child.Output use, ChildWatch watch, OutputTail errors, OutputTail output)
            throws IOException {
        Child child = Child.fork(WAITING, use);
        return new HeldShell(child, watch.follow(child, errors, output), errors, output);
    }

    /** Of the shell, or of what it has become; see {@link ChildWatch#follow}. */
    CompletableFuture<Integer> exitCode() {
        return exitCode;
    }

    OutputTail errors() {
        return errors;
    }

    /** Stays empty where the standard output is discarded. */
    OutputTail output() {
        return output;
    }

    /**
     * Its process group.
     *
     * @throws IOException when it has died
     */
    ProcessGroup group() throws IOException {
        return living()
                .map(stat -> new ProcessGroup(child.pid(), stat.startTicks()))
                .orElseThrow(() -> new IOException(
                        "the shell " + child.pid() + " that was held died"));
    }

    boolean alive() {
        return living().isPresent();
    }

    private Optional<ProcessStat> living() {
        return ProcessStat.of(child.pid()).filter(ProcessStat::alive);
    }

    /** Lets it become a program. */
    void become(byte[] instruction) {
        try (Descriptor input = child.input()) {
            input.write(instruction);
        } catch (IOException _) {
            // Its exit tells; there is nothing to add.
        }
    }

    /** Lets it leave. */
    void dismiss() {
        child.input().close();
    }
}
