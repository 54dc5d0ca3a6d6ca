// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.BackupRequests;
import dev.mainstay.proto.v1.BackupPiece;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Bytes on their way to a caller, in pieces that fit any message, no faster than they are taken.
 * Used by the virtual thread of its call alone.
 */
final class PieceStream extends OutputStream {

    private static final int PIECE_BYTES = 256 << 10;
    /** Short against the time that a piece takes, and nothing to a virtual thread. */
    private static final Duration LOOK = Duration.ofMillis(2);
    /** How long a caller may take nothing before it is given up. */
    private static final Duration STALLED = Duration.ofSeconds(60);

    private final ServerCallStreamObserver<BackupPiece> observer;
    private final byte[] piece = new byte[PIECE_BYTES];
    private int filled;

    PieceStream(ServerCallStreamObserver<BackupPiece> observer) {
        this.observer = observer;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int part = Math.min(left, PIECE_BYTES - filled);
            System.arraycopy(bytes, from, piece, filled, part);
            filled += part;
            from += part;
            left -= part;
            if (filled == PIECE_BYTES) {
                send();
            }
        }
    }

    /** Sends the last piece. */
    @Override
    public void close() {
        if (filled > 0) {
            send();
        }
    }

    private void send() {
        awaitRoom();
        observer.onNext(BackupRequests.piece(piece, filled));
        filled = 0;
    }

    private void awaitRoom() {
        for (long waited = 0; !observer.isReady(); waited += LOOK.toNanos()) {
            if (observer.isCancelled() || waited > STALLED.toNanos()) {
                throw Status.CANCELLED.withDescription("the caller takes no more of the backup")
                        .asRuntimeException();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
