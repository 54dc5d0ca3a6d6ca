// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.NodeRequests;
import dev.mainstay.codec.api.TicketRequests;
import dev.mainstay.codec.api.TicketRequests.TicketChange;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.ChangeTicketRequest;
import dev.mainstay.proto.v1.CleanupTicketRequest;
import dev.mainstay.proto.v1.ListTicketsReply;
import dev.mainstay.proto.v1.ListTicketsRequest;
import dev.mainstay.proto.v1.TicketServiceGrpc;
import io.grpc.stub.StreamObserver;

/** Serves TicketService. */
final class TicketEndpoint extends TicketServiceGrpc.TicketServiceImplBase {

    private final Changes changes;
    private final Reads reads;

    TicketEndpoint(Changes changes, Reads reads) {
        this.changes = changes;
        this.reads = reads;
    }

    @Override
    public void list(ListTicketsRequest request, StreamObserver<ListTicketsReply> observer) {
        Answers.unary(observer, () -> TicketRequests.encode(
                reads.read(TicketRequests.decode(request))));
    }

    @Override
    public void change(ChangeTicketRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> commit(TicketRequests.decode(request)));
    }

    @Override
    public void cleanup(CleanupTicketRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> commit(TicketRequests.decode(request)));
    }

    private ChangeReply commit(TicketChange change) {
        return NodeRequests.encode(changes.commit(change.command(), change.context()));
    }
}
