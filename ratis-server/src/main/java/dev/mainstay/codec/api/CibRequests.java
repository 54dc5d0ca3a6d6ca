// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import com.google.protobuf.ByteString;
import dev.mainstay.codec.ConfigurationCodec;
import dev.mainstay.model.Configuration;
import dev.mainstay.proto.v1.ExportCibReply;
import dev.mainstay.proto.v1.ExportCibRequest;
import dev.mainstay.proto.v1.ImportCibReply;
import dev.mainstay.proto.v1.ImportCibRequest;
import java.util.List;
import java.util.OptionalLong;

/** Requests and replies of ConfigurationService about Pacemaker's documents. */
public final class CibRequests {

    private CibRequests() {}

    public static ConfigurationRequests.Get decode(ExportCibRequest request) {
        return new ConfigurationRequests.Get(
                ReadConsistency.decode(request.getConsistency()),
                request.getRevision() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(request.getRevision()));
    }

    public static ExportCibReply encode(Reading reading, long revision, String cib) {
        return ExportCibReply.newBuilder()
                .setPosition(reading.position())
                .setRevision(revision)
                .setCib(ByteString.copyFromUtf8(cib))
                .build();
    }

    /** @param replaced the revision to be replaced */
    public record ImportRequest(Change context, long replaced, ByteString cib) {}

    public static ImportRequest decode(ImportCibRequest request) {
        if (!request.hasExpectedRevision()) {
            throw new MalformedRequest("expected_revision", "is missing: an import replaces"
                    + " everything, so the revision that it replaces has to be named");
        }
        return new ImportRequest(
                Change.decode(request.getContext()),
                request.getExpectedRevision(),
                request.getCib());
    }

    /** @param committed without an index where nothing was changed */
    public record Imported(
            Committed committed,
            List<String> warnings,
            List<String> notKept,
            Configuration configuration) {}

    public static ImportCibReply encode(Imported imported) {
        ImportCibReply.Builder reply = ImportCibReply.newBuilder()
                .setRevision(imported.committed().revision())
                .setIndex(imported.committed().index())
                .addAllWarnings(imported.warnings())
                .addAllNotKept(imported.notKept())
                .setConfiguration(ConfigurationCodec.encode(imported.configuration()));
        imported.committed().preview().ifPresent(reply::setPreview);
        return reply.build();
    }
}
