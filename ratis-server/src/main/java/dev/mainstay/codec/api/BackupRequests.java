// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import com.google.protobuf.ByteString;
import dev.mainstay.proto.v1.BackupPiece;
import dev.mainstay.proto.v1.SaveBackupRequest;

/** Requests and replies of BackupService. */
public final class BackupRequests {

    private BackupRequests() {}

    public static ReadConsistency decode(SaveBackupRequest request) {
        return ReadConsistency.decode(request.getConsistency());
    }

    /** The first bytes of a buffer. */
    public static BackupPiece piece(byte[] buffer, int length) {
        return BackupPiece.newBuilder()
                .setContent(ByteString.copyFrom(buffer, 0, length))
                .build();
    }
}
