// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.codec.agent.ToolMessages;
import dev.mainstay.port.AgentClient;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ToolReply;
import dev.mainstay.proto.v1.ToolRequest;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves an agent's calls of tools in the present epoch, and opens the line anew when it ends. */
final class ToolLine implements AutoCloseable {

    private static final Executor REOPEN_DELAY =
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

    private final NodeAgentGrpc.NodeAgentStub stub;
    private AgentClient.@Nullable ToolListener listener;
    private @Nullable Serving serving;

    ToolLine(NodeAgentGrpc.NodeAgentStub stub) {
        this.stub = stub;
    }

    synchronized void listen(AgentClient.ToolListener replacement) {
        listener = replacement;
    }

    /** Begins to serve the epoch unless it is being served already. */
    synchronized void serve(long epoch) {
        if (serving == null || serving.epoch != epoch) {
            open(epoch);
        }
    }

    @Override
    public synchronized void close() {
        serving = null;
    }

    private synchronized void open(long epoch) {
        Serving opened = new Serving(epoch);
        serving = opened;
        opened.begin(stub.serveTools(opened));
    }

    private synchronized void reopen(Serving ended) {
        if (serving == ended) {
            open(ended.epoch);
        }
    }

    private synchronized AgentClient.@Nullable ToolListener listenerOf(Serving source) {
        return serving == source ? listener : null;
    }

    private final class Serving implements ClientResponseObserver<ToolReply, ToolRequest> {

        private final long epoch;
        private @Nullable StreamObserver<ToolReply> replies;

        private Serving(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<ToolReply> requestStream) {
            replies = requestStream;
        }

        private void begin(StreamObserver<ToolReply> line) {
            send(line, ToolMessages.begin(epoch));
        }

        @Override
        public void onNext(ToolRequest request) {
            AgentClient.ToolListener target = listenerOf(this);
            StreamObserver<ToolReply> line = replies;
            if (target != null && line != null) {
                var unused = target.called(ToolMessages.call(request))
                        .thenAccept(answer -> ToolMessages.replies(request, answer)
                                .forEach(reply -> send(line, reply)));
            }
        }

        /** Answers come from several threads, and the line takes one at a time. */
        private synchronized void send(StreamObserver<ToolReply> line, ToolReply reply) {
            try {
                line.onNext(reply);
            } catch (IllegalStateException ended) {
                // The agent asks again over the next line.
                REOPEN_DELAY.execute(() -> reopen(this));
            }
        }

        @Override
        public void onError(Throwable failure) {
            REOPEN_DELAY.execute(() -> reopen(this));
        }

        @Override
        public void onCompleted() {
            REOPEN_DELAY.execute(() -> reopen(this));
        }
    }
}
