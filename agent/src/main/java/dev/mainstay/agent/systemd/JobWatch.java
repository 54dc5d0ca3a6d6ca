// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Brings the ends of jobs to those who wait for them. The signal of a job's end may overtake the
 * answer that names the job, so that ends are kept while any call is under way; ends of other
 * people's jobs are not.
 */
final class JobWatch {
    private final Map<String, CompletableFuture<String>> awaited = new HashMap<>();
    private final Map<String, String> early = new HashMap<>();
    private int calls;

    /** To be called before a call that queues a job. */
    synchronized void expect() {
        calls++;
    }

    /** To be called after that call, however it ended. */
    synchronized void expectNoMore() {
        calls--;
        if (calls == 0) {
            early.clear();
        }
    }

    /** The end of a job that the call under way has named. */
    synchronized CompletableFuture<String> end(String path) {
        return Optional.ofNullable(early.remove(path))
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> awaited.computeIfAbsent(path, name -> new CompletableFuture<>()));
    }

    /** A signal told of a job's end. */
    synchronized void ended(String path, String result) {
        Optional.ofNullable(awaited.remove(path))
                .ifPresentOrElse(end -> end.complete(result), () -> {
                    if (calls > 0) {
                        early.put(path, result);
                    }
                });
    }

    /** Its signal is not waited for any more. */
    synchronized void forget(String path) {
        awaited.remove(path);
    }
}
