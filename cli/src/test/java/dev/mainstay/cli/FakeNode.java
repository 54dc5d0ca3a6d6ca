// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.mainstay.proto.v1.AgentActionView;
import dev.mainstay.proto.v1.AgentParameterView;
import dev.mainstay.proto.v1.AgentView;
import dev.mainstay.proto.v1.ChangeConfigurationReply;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.ChangeProgress;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.ChangeTicketRequest;
import dev.mainstay.proto.v1.CleanupRequest;
import dev.mainstay.proto.v1.CleanupTicketRequest;
import dev.mainstay.proto.v1.ClusterServiceGrpc.ClusterServiceImplBase;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationServiceGrpc.ConfigurationServiceImplBase;
import dev.mainstay.proto.v1.ConfirmFencingRequest;
import dev.mainstay.proto.v1.CreateJoinTokenReply;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import dev.mainstay.proto.v1.DescribeAgentReply;
import dev.mainstay.proto.v1.DescribeAgentRequest;
import dev.mainstay.proto.v1.EndMoveRequest;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.proto.v1.ExplainRequest;
import dev.mainstay.proto.v1.ExportCibReply;
import dev.mainstay.proto.v1.ExportCibRequest;
import dev.mainstay.proto.v1.FencingHistoryReply;
import dev.mainstay.proto.v1.FencingHistoryRequest;
import dev.mainstay.proto.v1.FencingServiceGrpc.FencingServiceImplBase;
import dev.mainstay.proto.v1.FollowChangeRequest;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import dev.mainstay.proto.v1.GetStatusRequest;
import dev.mainstay.proto.v1.ImportCibReply;
import dev.mainstay.proto.v1.ImportCibRequest;
import dev.mainstay.proto.v1.ListResourceAgentsReply;
import dev.mainstay.proto.v1.ListResourceAgentsRequest;
import dev.mainstay.proto.v1.ListRevisionsReply;
import dev.mainstay.proto.v1.ListRevisionsRequest;
import dev.mainstay.proto.v1.ListTicketsReply;
import dev.mainstay.proto.v1.ListTicketsRequest;
import dev.mainstay.proto.v1.MoveRequest;
import dev.mainstay.proto.v1.NodeServiceGrpc.NodeServiceImplBase;
import dev.mainstay.proto.v1.RemoveNodeRequest;
import dev.mainstay.proto.v1.ResourceServiceGrpc.ResourceServiceImplBase;
import dev.mainstay.proto.v1.RestartRequest;
import dev.mainstay.proto.v1.SetAttributeRequest;
import dev.mainstay.proto.v1.StopNodeRequest;
import dev.mainstay.proto.v1.TicketServiceGrpc.TicketServiceImplBase;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** A node that answers from what a test gives it and keeps what it was asked to change. */
final class FakeNode implements AutoCloseable {

    final List<ChangeConfigurationRequest> changes = new ArrayList<>();
    final List<Message> requests = new ArrayList<>();
    final Deque<Status> failures = new ArrayDeque<>();
    Configuration configuration = Configuration.getDefaultInstance();
    Configuration earlier = Configuration.getDefaultInstance();
    ListRevisionsReply revisions = ListRevisionsReply.getDefaultInstance();
    ClusterStatus status = ClusterStatus.getDefaultInstance();
    List<ChangeProgress> progress = List.of(ChangeProgress.getDefaultInstance());
    List<ClusterStatus> watched = List.of();
    ExplainReply explanation = ExplainReply.getDefaultInstance();
    ListTicketsReply tickets = ListTicketsReply.getDefaultInstance();
    ImportCibReply imported = ImportCibReply.getDefaultInstance();
    FencingHistoryReply fencing = FencingHistoryReply.getDefaultInstance();
    ChangePreview preview = ChangePreview.getDefaultInstance();
    long revision = 7;

    private final String name = UUID.randomUUID().toString();
    private final Server server;

    FakeNode() throws IOException {
        server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(new Clusters())
                .addService(new Configurations())
                .addService(new Nodes())
                .addService(new Resources())
                .addService(new Fencing())
                .addService(new Tickets())
                .build()
                .start();
    }

    ManagedChannel channel() {
        return InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    List<ConfigurationEdit> lastEdits() {
        return changes.getLast().getEdits().getEditsList();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private <T> void answer(StreamObserver<T> observer, T reply) {
        Status failure = failures.poll();
        if (failure != null) {
            observer.onError(failure.asRuntimeException());
            return;
        }
        observer.onNext(reply);
        observer.onCompleted();
    }

    /** Whether a request asks for a preview alone. */
    static boolean isTrial(Message request) {
        FieldDescriptor context = request.getDescriptorForType().findFieldByName("context");
        return context != null && ((ChangeContext) request.getField(context)).getPreview();
    }

    private void changed(Message request, StreamObserver<ChangeReply> observer) {
        requests.add(request);
        answer(observer, isTrial(request)
                ? ChangeReply.newBuilder().setPreview(this.preview).build()
                : ChangeReply.newBuilder().setIndex(42).build());
    }

    private final class Clusters extends ClusterServiceImplBase {

        @Override
        public void getStatus(GetStatusRequest request, StreamObserver<ClusterStatus> observer) {
            answer(observer, status);
        }

        @Override
        public void watchStatus(GetStatusRequest request, StreamObserver<ClusterStatus> observer) {
            requests.add(request);
            watched.forEach(observer::onNext);
            observer.onCompleted();
        }

        @Override
        public void followChange(
                FollowChangeRequest request, StreamObserver<ChangeProgress> observer) {
            requests.add(request);
            if (progress.isEmpty()) {
                // Nothing more is said until the caller's patience ends.
                return;
            }
            progress.forEach(observer::onNext);
            observer.onCompleted();
        }

        @Override
        public void createJoinToken(
                CreateJoinTokenRequest request, StreamObserver<CreateJoinTokenReply> observer) {
            requests.add(request);
            answer(observer, CreateJoinTokenReply.newBuilder().setToken("secret-token").build());
        }
    }

    private final class Configurations extends ConfigurationServiceImplBase {

        @Override
        public void get(
                GetConfigurationRequest request, StreamObserver<GetConfigurationReply> observer) {
            observer.onNext(GetConfigurationReply.newBuilder()
                    .setRevision(request.getRevision() == 0 ? revision : request.getRevision())
                    .setConfiguration(request.getRevision() == 0 ? configuration : earlier)
                    .build());
            observer.onCompleted();
        }

        @Override
        public void listRevisions(
                ListRevisionsRequest request, StreamObserver<ListRevisionsReply> observer) {
            answer(observer, revisions);
        }

        @Override
        public void change(ChangeConfigurationRequest request,
                StreamObserver<ChangeConfigurationReply> observer) {
            changes.add(request);
            if (request.getContext().getPreview()) {
                answer(observer, ChangeConfigurationReply.newBuilder().setPreview(preview).build());
                return;
            }
            answer(observer, ChangeConfigurationReply.newBuilder()
                    .setRevision(revision + 1)
                    .setIndex(42)
                    .build());
        }

        @Override
        public void exportCib(
                ExportCibRequest request, StreamObserver<ExportCibReply> observer) {
            answer(observer, ExportCibReply.newBuilder()
                    .setRevision(request.getRevision() == 0 ? revision : request.getRevision())
                    .setCib(ByteString.copyFromUtf8("<cib/>\n"))
                    .build());
        }

        @Override
        public void importCib(
                ImportCibRequest request, StreamObserver<ImportCibReply> observer) {
            requests.add(request);
            answer(observer, imported);
        }
    }

    private final class Nodes extends NodeServiceImplBase {

        @Override
        public void setAttribute(
                SetAttributeRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }

        @Override
        public void stop(StopNodeRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }

        @Override
        public void remove(RemoveNodeRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }
    }

    private final class Resources extends ResourceServiceImplBase {

        @Override
        public void move(MoveRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }

        @Override
        public void endMove(EndMoveRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }

        @Override
        public void restart(RestartRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }

        @Override
        public void cleanup(CleanupRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }

        @Override
        public void explain(ExplainRequest request, StreamObserver<ExplainReply> observer) {
            answer(observer, explanation);
        }

        @Override
        public void listAgents(ListResourceAgentsRequest request,
                StreamObserver<ListResourceAgentsReply> observer) {
            ListResourceAgentsReply.Builder reply = ListResourceAgentsReply.newBuilder();
            for (String agent : List.of("ocf:mainstay:process", "ocf:mainstay:dummy",
                    "ocf:other:dummy", "stonith:fence_mainstay_process", "systemd:process")) {
                if (agent.contains(request.getFilter())) {
                    reply.addAgents(AgentView.newBuilder()
                            .setName(agent).setShortDescription("An agent"));
                }
            }
            answer(observer, reply.build());
        }

        @Override
        public void describeAgent(
                DescribeAgentRequest request, StreamObserver<DescribeAgentReply> observer) {
            if (!request.getName().matches(".*(process|dummy)")) {
                observer.onError(Status.NOT_FOUND
                        .withDescription("There is no agent " + request.getName() + ".")
                        .asRuntimeException());
                return;
            }
            answer(observer, DescribeAgentReply.newBuilder()
                    .setName(request.getName())
                    .setShortDescription("Any command as a supervised process")
                    .setLongDescription("Runs a command\nthat stays in the foreground.")
                    .addParameters(AgentParameterView.newBuilder()
                            .setName("command").setType("string").setRequired(true)
                            .setDescription("Command line for the shell."))
                    .addParameters(AgentParameterView.newBuilder()
                            .setName("stop_signal").setDefaultValue("TERM"))
                    .addActions(action("start", 20_000, 0, ""))
                    .addActions(action("stop", 30_000, 0, ""))
                    .addActions(action("monitor", 20_000, 10_000, "Master"))
                    .addActions(action("monitor", 20_000, 10_000, "Slave"))
                    .addActions(action("meta-data", 5_000, 0, ""))
                    .build());
        }

        private static AgentActionView action(
                String name, long timeout, long interval, String role) {
            return AgentActionView.newBuilder()
                    .setName(name).setTimeoutMillis(timeout).setIntervalMillis(interval)
                    .setRole(role)
                    .build();
        }
    }

    private final class Tickets extends TicketServiceImplBase {

        @Override
        public void list(
                ListTicketsRequest request, StreamObserver<ListTicketsReply> observer) {
            answer(observer, tickets);
        }

        @Override
        public void change(ChangeTicketRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }

        @Override
        public void cleanup(CleanupTicketRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }
    }

    private final class Fencing extends FencingServiceImplBase {

        @Override
        public void history(
                FencingHistoryRequest request, StreamObserver<FencingHistoryReply> observer) {
            answer(observer, fencing);
        }

        @Override
        public void confirm(
                ConfirmFencingRequest request, StreamObserver<ChangeReply> observer) {
            changed(request, observer);
        }
    }
}
