// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.port.AgentClient;
import dev.mainstay.proto.v1.ToolReply;
import dev.mainstay.proto.v1.ToolRequest;

/** Calls of tools by resource agents, and their answers. */
public final class ToolMessages {

    private ToolMessages() {}

    public static ToolReply begin(long epoch) {
        return ToolReply.newBuilder().setEpoch(epoch).build();
    }

    public static AgentClient.ToolCall call(ToolRequest request) {
        return new AgentClient.ToolCall(
                request.getTool(), request.getResource(), request.getArgumentsList());
    }

    public static ToolReply reply(ToolRequest request, AgentClient.ToolAnswer answer) {
        return ToolReply.newBuilder()
                .setCall(request.getCall())
                .setExitCode(answer.exitCode())
                .setText(answer.text())
                .build();
    }
}
