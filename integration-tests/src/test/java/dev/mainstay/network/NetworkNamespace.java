// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A network namespace by its name; whoever made the lab removes it. */
record NetworkNamespace(String name) {

    static NetworkNamespace create(String name) {
        Program.run("ip", "netns", "add", name);
        return new NetworkNamespace(name);
    }

    void delete() {
        Program.run("ip", "netns", "del", name);
    }

    /** {@code ip} with these words, inside. */
    void ip(String... words) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(words));
        Program.run(command.toArray(String[]::new));
    }

    /** What goes before a command that is to run inside. */
    List<String> prefix() {
        return List.of("ip", "netns", "exec", name);
    }

    /** Runs a program inside, to its end; returns what it printed. */
    String run(List<String> program) {
        List<String> command = new ArrayList<>(prefix());
        command.addAll(program);
        return Program.run(command.toArray(String[]::new));
    }

    /** Starts a thread all of whose sockets belong to this network. */
    Thread start(String threadName, Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().name(threadName).unstarted(() -> {
            SystemCalls.enterNetwork(Path.of("/run/netns", name));
            work.run();
        });
        thread.start();
        return thread;
    }

    /** Makes something, such as a socket, inside. */
    <T> T call(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().unstarted(() -> {
            try {
                SystemCalls.enterNetwork(Path.of("/run/netns", name));
                result.complete(work.get());
            } catch (RuntimeException | Error failure) {
                result.completeExceptionally(failure);
            }
        });
        thread.start();
        try {
            return result.join();
        } catch (CompletionException failure) {
            throw new IllegalStateException("in network " + name, failure.getCause());
        }
    }
}
