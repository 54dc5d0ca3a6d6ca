// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.codec.ConfigurationCodec;
import dev.mainstay.codec.Decoded;
import dev.mainstay.proto.v1.ChangeConfigurationReply;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import dev.mainstay.proto.v1.ListRevisionsReply;
import dev.mainstay.proto.v1.ListRevisionsRequest;
import dev.mainstay.proto.v1.RevisionView;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Revision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests and replies of ConfigurationService. */
public final class ConfigurationRequests {

    private static final int REVISIONS_SHOWN = 50;

    private ConfigurationRequests() {}

    /** @param revision empty: the current one */
    public record Get(ReadConsistency consistency, OptionalLong revision) {}

    public static Get decode(GetConfigurationRequest request) {
        return new Get(ReadConsistency.decode(request.getConsistency()),
                request.getRevision() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(request.getRevision()));
    }

    public static GetConfigurationReply encode(
            Reading reading, long revision, dev.mainstay.model.Configuration configuration) {
        return GetConfigurationReply.newBuilder()
                .setPosition(reading.position())
                .setRevision(revision)
                .setConfiguration(ConfigurationCodec.encode(configuration))
                .build();
    }

    /** A change of the configuration. */
    public record ChangeRequest(
            Change context, Optional<Long> expectedRevision, ConfigurationChange change) {}

    public static ChangeRequest decode(ChangeConfigurationRequest request) {
        Optional<Long> expected = request.getExpectedRevision() == 0
                ? Optional.empty()
                : Optional.of(request.getExpectedRevision());
        ConfigurationChange change = switch (request.getChangeCase()) {
            case DOCUMENT -> new ConfigurationChange.Document(valid(
                    "document", ConfigurationCodec.decode(request.getDocument())));
            case EDITS -> new ConfigurationChange.Edits(valid(
                    "edits", ConfigurationCodec.decode(request.getEdits())));
            case CHANGE_NOT_SET ->
                    throw new MalformedRequest("change", "neither a document nor edits were given");
        };
        if (change instanceof ConfigurationChange.Document && expected.isEmpty()) {
            throw new MalformedRequest("expected_revision", "is missing: a whole document replaces"
                    + " everything, so the revision that it was made from has to be named");
        }
        return new ChangeRequest(Change.decode(request.getContext()), expected, change);
    }

    public static ChangeConfigurationReply encode(
            Committed committed, List<String> warnings) {
        ChangeConfigurationReply.Builder reply = ChangeConfigurationReply.newBuilder()
                .setRevision(committed.revision())
                .setIndex(committed.index())
                .addAllWarnings(warnings);
        committed.preview().ifPresent(reply::setPreview);
        return reply.build();
    }

    /** How many revisions are wanted, the newest first. */
    public static int decode(ListRevisionsRequest request) {
        return request.getLimit() <= 0 ? REVISIONS_SHOWN : request.getLimit();
    }

    public static ListRevisionsReply encode(List<Revision> revisions) {
        ListRevisionsReply.Builder reply = ListRevisionsReply.newBuilder();
        for (Revision kept : revisions) {
            reply.addRevisions(RevisionView.newBuilder()
                    .setRevision(kept.number())
                    .setBasedOn(kept.basedOn())
                    .setAuthor(kept.author().identity())
                    .setFrom(kept.author().origin())
                    .setAtMillis(kept.at().toEpochMilli())
                    .setComment(kept.comment()));
        }
        return reply.build();
    }

    private static <T> T valid(String field, Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Valid<T>(T value) -> value;
            case Decoded.Malformed<T> malformed ->
                    throw new MalformedRequest(field, malformed.text());
        };
    }
}
