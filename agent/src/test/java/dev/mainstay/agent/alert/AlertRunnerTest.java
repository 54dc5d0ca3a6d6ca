// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.alert;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import dev.mainstay.agent.process.Launcher;
import dev.mainstay.proto.v1.AlertAgentGrpc;
import dev.mainstay.proto.v1.RunAlertRequest;
import dev.mainstay.proto.v1.RunAlertResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alert agents that people write, good and bad. */
class AlertRunnerTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private final ExecutorService forks = Executors.newCachedThreadPool();

    private final Launcher launcher = new Launcher(forks, "");

    @AfterEach
    void close() {
        launcher.close();
        forks.shutdownNow();
    }

    @Test
    void programIsToldInItsEnvironmentAloneAndHasASessionOfItsOwn() throws Exception {
        AlertRun run = run("""
                echo "$CRM_alert_kind|$debug|$PATH|$HOME"
                read -r _ _ _ _ group session _ </proc/self/stat
                [ "$group" = "$session" ] && echo own session
                cat; pwd; env | wc -l; exit 3
                """, LONG);
        assertEquals(OptionalInt.of(3), run.exitCode());
        String[] lines = run.output().split("\n");
        assertEquals("node|a b;$x|/usr/bin:/bin|", lines[0]);
        assertEquals("own session", lines[1]);
        assertEquals("/", lines[2]);
    }

    @Test
    void programThatHangsIsEndedWithAllThatItStarted() throws Exception {
        Path pids = folder.resolve("pids");
        AlertRun run = run("trap '' TERM; sleep 1000 & echo $$ $! >" + pids
                + "; echo waiting; wait; wait", SHORT);
        assertEquals(OptionalInt.empty(), run.exitCode());
        assertEquals("did not end within 300 ms", run.reason());
        assertEquals("waiting\n", run.output());
        for (String pid : Files.readString(pids).strip().split(" ")) {
            await().until(() -> !isAlive(pid));
        }
    }

    @Test
    void megabytesAreReadToTheirEndAndNotKept() throws Exception {
        AlertRun run = run("head -c 20000000 /dev/zero | tr '\\0' x; echo; echo end >&2", LONG);
        assertEquals(OptionalInt.of(0), run.exitCode());
        assertTrue(run.output().length() <= 16 * 1024, () -> run.output().length() + "");
        assertTrue(run.output().endsWith("x\nend\n"));
    }

    @Test
    void programThatCannotRunSaysWhy() throws Exception {
        AlertRunner runner = runner(new AlertAccount.Own());
        assertEquals("there is no such program on this machine",
                runner.run(folder + "/ghost", Map.of(), LONG).reason());
        Path text = Files.writeString(folder.resolve("text"), "#!/bin/sh\n");
        assertEquals("is not executable", runner.run(text.toString(), Map.of(), LONG).reason());
        assertEquals("no account",
                runner(new AlertAccount.Unusable("no account")).run("/x", Map.of(), LONG)
                        .reason());
        Path odd = script("ignored");
        Files.writeString(odd, "#!/ghost/interpreter\n");
        AlertRun run = runner.run(odd.toString(), Map.of(), LONG);
        assertTrue(run.exitCode().orElseThrow() >= 126, run::output);
    }

    @Test
    void backgroundProcessHoldsNobodyUp() throws Exception {
        AlertRun run = run("sleep 5 & echo done", LONG);
        assertEquals("done\n", run.output());
        assertEquals(OptionalInt.of(0), run.exitCode());
    }

    @Test
    void rootAloneRunsItAsAnotherUser() throws Exception {
        AlertUser nobody = AlertUser.first(List.of("ghost", "nobody")).orElseThrow();
        Path program = script("id -un; echo $USER $HOME; head -c0 /etc/shadow || echo denied");
        Path shared = Files.createTempDirectory("alert-user");
        try {
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path copy = Files.copy(program, shared.resolve("tell"));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            AlertRun run = runner(new AlertAccount.Other(nobody))
                    .run(copy.toString(), Map.of(), LONG);
            if (!AlertUser.mayChange()) {
                assertTrue(run.exitCode().orElseThrow() != 0);
                return;
            }
            assertTrue(run.output().startsWith("nobody\nnobody " + nobody.home() + "\n"),
                    run::output);
            assertTrue(run.output().endsWith("denied\n"), run::output);
        } finally {
            Files.deleteIfExists(shared.resolve("tell"));
            Files.delete(shared);
        }
    }

    @Test
    void accountsThatAreNotThereAreNotFound() throws IOException {
        assertEquals(Optional.empty(), AlertUser.first(List.of("ghost", "spirit")));
    }

    @Test
    void serviceRefusesWhatIsMalformedAndEndsWhatRunsWhenItCloses() throws Exception {
        Path started = folder.resolve("started");
        Path program = script("echo $$ >" + started + "; sleep 1000");
        AlertAgentService service = new AlertAgentService(runner(new AlertAccount.Own()));
        Server server = InProcessServerBuilder.forName("alerts").addService(service).build()
                .start();
        ManagedChannel channel = InProcessChannelBuilder.forName("alerts").build();
        try {
            RunAlertRequest request = RunAlertRequest.newBuilder()
                    .setPath(program.toString()).setTimeoutMillis(60_000).build();
            refused(channel, request.toBuilder().setPath("tell").build());
            refused(channel, request.toBuilder().setTimeoutMillis(0).build());
            refused(channel, request.toBuilder().putEnvironment("a=b", "c").build());
            refused(channel, request.toBuilder().putEnvironment("a", "c\0").build());
            ListenableFuture<RunAlertResponse> running =
                    AlertAgentGrpc.newFutureStub(channel).runAlert(request);
            await().until(() -> Files.exists(started) && Files.size(started) > 0);
            service.close();
            await().until(running::isDone);
            String pid = Files.readString(started).strip();
            await().until(() -> !isAlive(pid));
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }

    private static void refused(ManagedChannel channel, RunAlertRequest request) {
        StatusRuntimeException refusal = Assertions.assertThrows(StatusRuntimeException.class,
                () -> AlertAgentGrpc.newBlockingStub(channel).runAlert(request));
        assertEquals(Status.Code.INVALID_ARGUMENT, refusal.getStatus().getCode());
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
    }

    private AlertRun run(String body, Duration timeout) throws Exception {
        AlertRun run = runner(new AlertAccount.Own()).run(script(body).toString(),
                Map.of("CRM_alert_kind", "node", "debug", "a b;$x"), timeout);
        assertFalse(run.output().contains("not found"), run::output);
        return run;
    }

    private AlertRunner runner(AlertAccount account) {
        return new AlertRunner(launcher, Map.of("PATH", "/usr/bin:/bin"),
                account, Duration.ofMillis(200));
    }

    private Path script(String body) throws IOException {
        Path script = Files.writeString(folder.resolve("tell"), "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
