// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.ProposalOutcome.Committed;
import java.nio.ByteBuffer;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * What apply answered, with the position of its entry in front, because Ratis' own reply tells the
 * proposer the index and not the term.
 */
final class CommittedReply {
    private CommittedReply() {}

    static Message encode(long index, long term, byte[] reply) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES + reply.length);
        bytes.putLong(index).putLong(term).put(reply).flip();
        return Message.valueOf(UnsafeByteOperations.unsafeWrap(bytes));
    }

    static Committed decode(Message message) {
        ByteBuffer bytes = message.getContent().asReadOnlyByteBuffer();
        long index = bytes.getLong();
        long term = bytes.getLong();
        byte[] reply = new byte[bytes.remaining()];
        bytes.get(reply);
        return new Committed(index, term, reply);
    }
}
