// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import dev.mainstay.codec.agent.AlertMessages;
import dev.mainstay.port.AlertClient;
import dev.mainstay.proto.v1.AlertAgentGrpc;
import dev.mainstay.proto.v1.RunAlertResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Speaks to an {@code AlertAgent} over gRPC. */
public final class GrpcAlertClient implements AlertClient {

    /** Beyond the alert's own time-out, for ending the program. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final AlertAgentGrpc.AlertAgentStub stub;

    public GrpcAlertClient(Channel channel) {
        this.stub = AlertAgentGrpc.newStub(channel);
    }

    @Override
    public CompletableFuture<Ending> run(Call call) {
        CompletableFuture<Ending> ending = new CompletableFuture<>();
        stub.withDeadlineAfter(call.timeout().plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)
                .runAlert(AlertMessages.request(call), new Answer(ending));
        return ending;
    }

    private record Answer(
            CompletableFuture<Ending> ending) implements StreamObserver<RunAlertResponse> {

        @Override
        public void onNext(RunAlertResponse response) {
            ending.complete(AlertMessages.ending(response));
        }

        @Override
        public void onError(Throwable failure) {
            ending.complete(Ending.failed("node agent: " + Status.fromThrowable(failure)));
        }

        @Override
        public void onCompleted() {
            ending.complete(Ending.failed("node agent: no answer"));
        }
    }
}
