// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import dev.mainstay.agent.run.AgentSession;
import dev.mainstay.agent.run.RefusedException;
import dev.mainstay.agent.tool.ToolAnswer;
import dev.mainstay.agent.tool.ToolCall;
import dev.mainstay.agent.tool.ToolDesk;
import dev.mainstay.proto.v1.ToolReply;
import dev.mainstay.proto.v1.ToolRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One master's line for the calls of tools. */
final class ToolStream implements StreamObserver<ToolReply>, ToolDesk.Server {
    private static final Logger LOG = LoggerFactory.getLogger(ToolStream.class);

    private final AgentSession session;
    private final ToolDesk desk;
    private final StreamObserver<ToolRequest> line;
    /** What has come of answers that go on; the line is read by one thread at a time. */
    private final Map<Long, StringBuilder> unfinished = new HashMap<>();
    private boolean serving;

    ToolStream(AgentSession session, ToolDesk desk, StreamObserver<ToolRequest> line) {
        this.session = session;
        this.desk = desk;
        this.line = line;
    }

    @Override
    public void onNext(ToolReply reply) {
        if (serving) {
            answered(reply);
            return;
        }
        try {
            session.requireMaster(reply.getEpoch());
        } catch (RefusedException refused) {
            line.onError(Answers.status(refused));
            return;
        }
        serving = true;
        desk.serve(this);
    }

    private void answered(ToolReply reply) {
        StringBuilder text = unfinished.computeIfAbsent(reply.getCall(), _ -> new StringBuilder())
                .append(reply.getText());
        if (!reply.getMore()) {
            unfinished.remove(reply.getCall());
            desk.answer(reply.getCall(), new ToolAnswer(reply.getExitCode(), text.toString()));
        }
    }

    /** The desk asks one call at a time. */
    @Override
    public void asked(long id, ToolCall call) {
        try {
            line.onNext(ToolRequest.newBuilder()
                    .setCall(id)
                    .setTool(call.tool())
                    .setResource(call.resource())
                    .addAllArguments(call.arguments())
                    .build());
        } catch (IllegalStateException | StatusRuntimeException masterIsGone) {
            LOG.debug("a call of a tool waits for another master", masterIsGone);
        }
    }

    @Override
    public void onError(Throwable failure) {
        desk.leave(this);
    }

    @Override
    public void onCompleted() {
        desk.leave(this);
        line.onCompleted();
    }
}
