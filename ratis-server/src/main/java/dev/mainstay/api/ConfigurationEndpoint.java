// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibWriter;
import dev.mainstay.cib.ImportedCib;
import dev.mainstay.codec.api.Change.OptionChecks;
import dev.mainstay.codec.api.CibRequests;
import dev.mainstay.codec.api.Committed;
import dev.mainstay.codec.api.ConfigurationRequests;
import dev.mainstay.codec.api.ConfigurationRequests.ChangeRequest;
import dev.mainstay.codec.api.ReadConsistency;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.ChangeConfigurationReply;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ConfigurationServiceGrpc;
import dev.mainstay.proto.v1.ExportCibReply;
import dev.mainstay.proto.v1.ExportCibRequest;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import dev.mainstay.proto.v1.ImportCibReply;
import dev.mainstay.proto.v1.ImportCibRequest;
import dev.mainstay.proto.v1.ListRevisionsReply;
import dev.mainstay.proto.v1.ListRevisionsRequest;
import dev.mainstay.scheduler.remark.ConfigurationRemarks;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.ConfigurationProblem;
import dev.mainstay.state.Rejection;
import dev.mainstay.state.Revision;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Serves ConfigurationService. A change is checked here against what this machine knows of agents,
 * and structurally in the one place that counts, apply; the answer to a mistake is the same.
 */
final class ConfigurationEndpoint extends ConfigurationServiceGrpc.ConfigurationServiceImplBase {

    private final DocumentStaging documents;
    private final Reads reads;
    private final OptionCheck options;
    private final CibImport imports;

    ConfigurationEndpoint(Changes changes, Reads reads, OptionCheck options) {
        this.documents = new DocumentStaging(changes);
        this.reads = reads;
        this.options = options;
        this.imports = new CibImport(options);
    }

    @Override
    public void get(
            GetConfigurationRequest request, StreamObserver<GetConfigurationReply> observer) {
        Answers.unary(observer, () -> {
            ConfigurationRequests.Get get = ConfigurationRequests.decode(request);
            Reading reading = reads.read(get.consistency());
            Revision found = revision(reading.state(), get.revision());
            return ConfigurationRequests.encode(
                    reading, found.number(), found.configuration());
        });
    }

    @Override
    public void change(
            ChangeConfigurationRequest request,
            StreamObserver<ChangeConfigurationReply> observer) {
        Answers.unary(observer, () -> {
            ChangeRequest change = ConfigurationRequests.decode(request);
            ClusterState state = reads.read(ReadConsistency.CURRENT).state();
            Configuration after = ChangedConfiguration.of(state.configuration(), change.change());
            ConfigurationSize.check(state, after);
            List<String> warnings = change.context().checks() == OptionChecks.CHECKED
                    ? checkAgainstMachines(state, after)
                    : List.of();
            return ConfigurationRequests.encode(
                    documents.commit(
                            change.expectedRevision(), change.change(), change.context()),
                    warnings);
        });
    }

    @Override
    public void exportCib(ExportCibRequest request, StreamObserver<ExportCibReply> observer) {
        Answers.unary(observer, () -> {
            ConfigurationRequests.Get get = CibRequests.decode(request);
            Reading reading = reads.read(get.consistency());
            Revision found = revision(reading.state(), get.revision());
            try {
                return CibRequests.encode(reading, found.number(),
                        CibWriter.export(found.configuration(), found.number()));
            } catch (CibFormatException e) {
                throw Status.FAILED_PRECONDITION.withDescription("revision " + found.number()
                        + " has no form as a CIB: " + e.getMessage()).asRuntimeException();
            }
        });
    }

    @Override
    public void importCib(ImportCibRequest request, StreamObserver<ImportCibReply> observer) {
        Answers.unary(observer, () -> {
            CibRequests.ImportRequest asked = CibRequests.decode(request);
            ClusterState state = reads.read(ReadConsistency.CURRENT).state();
            ImportedCib imported = imports.read(
                    asked.cib().newInput(), state.configuration());
            imports.check(imported, state, asked.context().checks());
            ConfigurationSize.check(state, imported.configuration());
            List<String> warnings = asked.context().checks() == OptionChecks.CHECKED
                    ? imports.warnings(imported, state)
                    : List.of();
            Committed committed = documents.commit(Optional.of(asked.replaced()),
                    new ConfigurationChange.Document(imported.configuration()),
                    asked.context());
            return CibRequests.encode(new CibRequests.Imported(
                    committed, warnings, imported.notKept(), imported.configuration()));
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

    private static Revision revision(ClusterState state, OptionalLong asked) {
        long number = asked.orElse(state.revisions().current().number());
        return state.revisions().revision(number)
                .orElseThrow(() -> RejectionMapper.failure(new Rejection.NotFound(
                        Long.toString(number), "revision " + number
                                + " is not kept: list the revisions that are")));
    }

    /** What the change would give here; apply judges again what it gives there. */
    private List<String> checkAgainstMachines(ClusterState state, Configuration after) {
        NodeReferences.missing(state, after).ifPresent(rejection -> {
            throw RejectionMapper.failure(rejection);
        });
        List<String> warnings = new ArrayList<>(options.check(state.configuration(), after));
        SortedSet<NodeId> members = new TreeSet<>(state.members().keySet());
        List<ConfigurationProblem> known = ConfigurationRemarks.of(state.configuration(), members);
        ConfigurationRemarks.of(after, members).stream()
                .filter(remark -> !known.contains(remark))
                .map(ConfigurationProblem::message)
                .forEach(warnings::add);
        return warnings;
    }
}
