// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class JobWatchTest {
    private final JobWatch jobs = new JobWatch();

    private CompletableFuture<String> asked(String path) {
        jobs.expect();
        CompletableFuture<String> end = jobs.end(path);
        jobs.expectNoMore();
        return end;
    }

    @Test
    void endComesToEverybodyWhoAskedForTheJob() {
        CompletableFuture<String> one = asked("/job/1");
        CompletableFuture<String> other = asked("/job/1");
        jobs.ended("/job/1", "done");
        assertEquals("done", one.getNow(""));
        assertEquals("done", other.getNow(""));
    }

    @Test
    void endThatComesBeforeTheAnswerIsKept() {
        jobs.expect();
        jobs.ended("/job/1", "failed");
        assertEquals("failed", jobs.end("/job/1").getNow(""));
        jobs.expectNoMore();
    }

    @Test
    void endOfSomebodyElsesJobIsNotKept() {
        jobs.ended("/job/1", "done");
        jobs.expect();
        jobs.ended("/job/2", "done");
        jobs.expectNoMore();
        assertFalse(asked("/job/1").isDone());
        assertFalse(asked("/job/2").isDone());
    }

    @Test
    void forgottenJobIsNotTold() {
        CompletableFuture<String> end = asked("/job/1");
        jobs.forget("/job/1");
        jobs.ended("/job/1", "done");
        assertFalse(end.isDone());
    }
}
