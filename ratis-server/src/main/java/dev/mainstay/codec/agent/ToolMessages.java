// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.port.AgentClient;
import dev.mainstay.proto.v1.ToolReply;
import dev.mainstay.proto.v1.ToolRequest;
import java.util.ArrayList;
import java.util.List;

/** Calls of tools by resource agents, and their answers. */
public final class ToolMessages {

    /** At most three times as many bytes: a quarter of what gRPC takes by default. */
    private static final int PIECE_CHARACTERS = 256 * 1024;

    private ToolMessages() {}

    public static ToolReply begin(long epoch) {
        return ToolReply.newBuilder().setEpoch(epoch).build();
    }

    public static AgentClient.ToolCall call(ToolRequest request) {
        return new AgentClient.ToolCall(
                request.getTool(), request.getResource(), request.getArgumentsList());
    }

    /** The answer in pieces that are each far smaller than a message may be. */
    public static List<ToolReply> replies(ToolRequest request, AgentClient.ToolAnswer answer) {
        List<ToolReply> replies = new ArrayList<>();
        String text = answer.text();
        int begin = 0;
        do {
            int end = pieceEnd(text, begin);
            replies.add(ToolReply.newBuilder()
                    .setCall(request.getCall())
                    .setExitCode(answer.exitCode())
                    .setText(text.substring(begin, end))
                    .setMore(end < text.length())
                    .build());
            begin = end;
        } while (begin < text.length());
        return replies;
    }

    private static int pieceEnd(String text, int begin) {
        int end = Math.min(text.length(), begin + PIECE_CHARACTERS);
        boolean splitsPair = end < text.length() && Character.isLowSurrogate(text.charAt(end));
        return splitsPair ? end - 1 : end;
    }
}
