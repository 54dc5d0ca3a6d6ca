// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.alert;

import dev.mainstay.proto.v1.AlertAgentGrpc;
import dev.mainstay.proto.v1.RunAlertRequest;
import dev.mainstay.proto.v1.RunAlertResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Alert agents over gRPC; the contract is in {@code alert_agent.proto}. */
public final class AlertAgentService extends AlertAgentGrpc.AlertAgentImplBase implements AutoCloseable {

    /** What a log line can be made of. */
    private static final int OUTPUT_CHARS = 2_000;

    private final AlertRunner runner;
    private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();

    public AlertAgentService(AlertRunner runner) {
        this.runner = runner;
    }

    @Override
    public void runAlert(RunAlertRequest request, StreamObserver<RunAlertResponse> observer) {
        if (!request.getPath().startsWith("/") || request.getTimeoutMillis() <= 0
                || request.getEnvironmentMap().entrySet().stream()
                        .anyMatch(
                                variable -> !isVariable(variable.getKey(), variable.getValue()))) {
            observer.onError(Status.INVALID_ARGUMENT
                    .withDescription("an absolute path, a time-out and variables are needed")
                    .asException());
            return;
        }
        try {
            runs.execute(() -> answer(request, observer));
        } catch (RejectedExecutionException closing) {
            observer.onError(Status.UNAVAILABLE.withCause(closing).asException());
        }
    }

    private void answer(RunAlertRequest request, StreamObserver<RunAlertResponse> observer) {
        try {
            AlertRun run = runner.run(request.getPath(), request.getEnvironmentMap(),
                    Duration.ofMillis(request.getTimeoutMillis()));
            observer.onNext(response(run));
            observer.onCompleted();
        } catch (InterruptedException closing) {
            observer.onError(Status.UNAVAILABLE.withCause(closing).asException());
        }
    }

    private static boolean isVariable(String name, String value) {
        return !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0
                && value.indexOf('\0') < 0;
    }

    private static RunAlertResponse response(AlertRun run) {
        String output = run.output();
        RunAlertResponse.Builder response = RunAlertResponse.newBuilder()
                .setReason(run.reason())
                .setOutput(output.substring(Math.max(0, output.length() - OUTPUT_CHARS)));
        run.exitCode().ifPresent(response::setExitCode);
        return response.build();
    }

    /** Ends what runs. */
    @Override
    public void close() {
        runs.shutdownNow();
    }
}
