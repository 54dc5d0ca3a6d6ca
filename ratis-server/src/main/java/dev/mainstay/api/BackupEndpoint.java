// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.BackupCodec;
import dev.mainstay.codec.BackupHeader;
import dev.mainstay.codec.api.BackupRequests;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.BackupPiece;
import dev.mainstay.proto.v1.BackupServiceGrpc;
import dev.mainstay.proto.v1.SaveBackupRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Serves BackupService. A state is one immutable value, so a backup is of one point of the log
 * whatever is committed meanwhile, and holds nothing up.
 */
final class BackupEndpoint extends BackupServiceGrpc.BackupServiceImplBase {

    private final NodeId self;
    private final ClusterNames names;
    private final Reads reads;
    private final Enrolment enrolment;
    private final NodeClock clock;

    BackupEndpoint(
            NodeId self, ClusterNames names, Reads reads, Enrolment enrolment, NodeClock clock) {
        this.self = self;
        this.names = names;
        this.reads = reads;
        this.enrolment = enrolment;
        this.clock = clock;
    }

    @Override
    public void save(SaveBackupRequest request, StreamObserver<BackupPiece> observer) {
        try {
            Reading reading = reads.read(BackupRequests.decode(request));
            if (reading.state().identity().isEmpty()) {
                throw Status.FAILED_PRECONDITION.withDescription(
                        "this node knows nothing of its cluster yet").asRuntimeException();
            }
            send(reading, (ServerCallStreamObserver<BackupPiece>) observer);
        } catch (RuntimeException failure) {
            observer.onError(Answers.failure(failure));
            return;
        }
        observer.onCompleted();
    }

    private void send(Reading reading, ServerCallStreamObserver<BackupPiece> observer) {
        Enrolment.EndOfCluster end = enrolment.endOfCluster();
        BackupHeader header = BackupHeader.of(reading.state(), new BackupHeader.Origin(
                names.raftGroup().toString(), clock.wall(), self.value(),
                end.authorityCertificate(), end.signature()));
        try (PieceStream pieces = new PieceStream(observer)) {
            BackupCodec.write(header, reading.state(), pieces);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a stream of pieces has no file", impossible);
        }
    }
}
