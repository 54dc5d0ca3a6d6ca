// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.Change.OptionChecks;
import dev.mainstay.codec.api.ConfigurationRequests;
import dev.mainstay.codec.api.ConfigurationRequests.ChangeRequest;
import dev.mainstay.codec.api.PlanEncoder;
import dev.mainstay.codec.api.ReadConsistency;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.model.Configuration;
import dev.mainstay.proto.v1.ChangeConfigurationReply;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ConfigurationServiceGrpc;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import dev.mainstay.proto.v1.ListRevisionsReply;
import dev.mainstay.proto.v1.ListRevisionsRequest;
import dev.mainstay.proto.v1.PreviewReply;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Rejection;
import dev.mainstay.state.Revision;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves ConfigurationService. A change is checked here against what this machine knows of agents,
 * and structurally in the one place that counts, apply; the answer to a mistake is the same.
 */
final class ConfigurationEndpoint extends ConfigurationServiceGrpc.ConfigurationServiceImplBase {

    private final DocumentStaging documents;
    private final Reads reads;
    private final OptionCheck options;
    private final Previews previews;

    ConfigurationEndpoint(
            Changes changes, Reads reads, OptionCheck options, Previews previews) {
        this.previews = previews;
        this.documents = new DocumentStaging(changes);
        this.reads = reads;
        this.options = options;
    }

    @Override
    public void get(
            GetConfigurationRequest request, StreamObserver<GetConfigurationReply> observer) {
        Answers.unary(observer, () -> {
            ConfigurationRequests.Get get = ConfigurationRequests.decode(request);
            Reading reading = reads.read(get.consistency());
            ClusterState state = reading.state();
            long revision = get.revision().orElse(state.revisions().current().number());
            Configuration configuration = state.revisions().revision(revision)
                    .map(Revision::configuration)
                    .orElseThrow(() -> RejectionMapper.failure(new Rejection.NotFound(
                            Long.toString(revision), "revision " + revision
                                    + " is not kept: list the revisions that are")));
            return ConfigurationRequests.encode(reading, revision, configuration);
        });
    }

    @Override
    public void change(
            ChangeConfigurationRequest request,
            StreamObserver<ChangeConfigurationReply> observer) {
        Answers.unary(observer, () -> {
            ChangeRequest change = ConfigurationRequests.decode(request);
            List<String> warnings = new ArrayList<>();
            if (change.context().checks() == OptionChecks.CHECKED) {
                warnings.addAll(checkAgainstMachines(change));
            }
            return ConfigurationRequests.encode(
                    documents.commit(
                            change.expectedRevision(), change.change(), change.context()),
                    warnings);
        });
    }

    @Override
    public void preview(
            ChangeConfigurationRequest request, StreamObserver<PreviewReply> observer) {
        Answers.unary(observer, () -> {
            ChangeRequest change = ConfigurationRequests.decode(request);
            List<String> warnings = change.context().checks() == OptionChecks.CHECKED
                    ? checkAgainstMachines(change)
                    : List.of();
            Reading reading = reads.read(ReadConsistency.CURRENT);
            return PlanEncoder.preview(reading,
                    previews.of(reading.state(), change.expectedRevision(), change.change()),
                    warnings);
        });
    }

    @Override
    public void listRevisions(
            ListRevisionsRequest request, StreamObserver<ListRevisionsReply> observer) {
        Answers.unary(observer, () -> {
            int limit = ConfigurationRequests.decode(request);
            List<Revision> newest = reads.read(ReadConsistency.CURRENT).state()
                    .revisions().kept().descendingMap().values().stream()
                    .limit(limit)
                    .toList();
            return ConfigurationRequests.encode(newest);
        });
    }

    /** What the change would give here; apply judges again what it gives there. */
    private List<String> checkAgainstMachines(ChangeRequest change) {
        ClusterState state = reads.read(ReadConsistency.CURRENT).state();
        Configuration before = state.configuration();
        Configuration after = ChangedConfiguration.of(before, change.change());
        NodeReferences.missing(state, after).ifPresent(rejection -> {
            throw RejectionMapper.failure(rejection);
        });
        return options.check(before, after);
    }
}
