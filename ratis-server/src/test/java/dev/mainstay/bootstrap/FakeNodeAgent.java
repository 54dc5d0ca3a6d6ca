// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.proto.v1.AcknowledgeResultsRequest;
import dev.mainstay.proto.v1.AcknowledgeResultsResponse;
import dev.mainstay.proto.v1.AgentParameter;
import dev.mainstay.proto.v1.AttachRequest;
import dev.mainstay.proto.v1.AttachResponse;
import dev.mainstay.proto.v1.GetMetadataRequest;
import dev.mainstay.proto.v1.HealthRequest;
import dev.mainstay.proto.v1.HealthResponse;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ResourceAgentMetadata;
import dev.mainstay.proto.v1.SetMonitorsRequest;
import dev.mainstay.proto.v1.SetMonitorsResponse;
import dev.mainstay.proto.v1.UpdateLeaseRequest;
import dev.mainstay.proto.v1.UpdateLeaseResponse;
import dev.mainstay.proto.v1.WatchReportsRequest;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.atomic.AtomicLong;

/** An agent on whose machine nothing ever runs, and one agent, ocf:test:dummy, is installed. */
final class FakeNodeAgent extends NodeAgentGrpc.NodeAgentImplBase {

    private final String bootId;
    private final AtomicLong epoch = new AtomicLong();

    FakeNodeAgent(String bootId) {
        this.bootId = bootId;
    }

    @Override
    public void attach(AttachRequest request, StreamObserver<AttachResponse> observer) {
        epoch.set(request.getEpoch());
        answer(observer, AttachResponse.newBuilder().setEpoch(request.getEpoch())
                .setBootId(bootId).setAgentInstance("fake").build());
    }

    @Override
    public void updateLease(
            UpdateLeaseRequest request, StreamObserver<UpdateLeaseResponse> observer) {
        answer(observer, UpdateLeaseResponse.newBuilder()
                .setDeadlineBoottimeNanos(request.getDeadlineBoottimeNanos()).build());
    }

    @Override
    public void setMonitors(
            SetMonitorsRequest request, StreamObserver<SetMonitorsResponse> observer) {
        answer(observer, SetMonitorsResponse.getDefaultInstance());
    }

    @Override
    public void acknowledgeResults(
            AcknowledgeResultsRequest request,
            StreamObserver<AcknowledgeResultsResponse> observer) {
        answer(observer, AcknowledgeResultsResponse.getDefaultInstance());
    }

    @Override
    public void watchReports(
            WatchReportsRequest request, StreamObserver<MonitorReport> observer) {
        // Nothing is ever reported; the stream stays open.
    }

    @Override
    public void health(HealthRequest request, StreamObserver<HealthResponse> observer) {
        long now = new SystemClock().bootNanos();
        answer(observer, HealthResponse.newBuilder().setHealthy(true).setBootId(bootId)
                .setAgentInstance("fake").setEpoch(epoch.get()).setNowBoottimeNanos(now)
                .setLastTickBoottimeNanos(now).build());
    }

    @Override
    public void getMetadata(
            GetMetadataRequest request, StreamObserver<ResourceAgentMetadata> observer) {
        if (!request.getAgent().getType().equals("dummy")) {
            observer.onError(Status.NOT_FOUND.asRuntimeException());
            return;
        }
        answer(observer, ResourceAgentMetadata.newBuilder().setAgent(request.getAgent())
                .addParameters(AgentParameter.newBuilder().setName("delay").setType("integer"))
                .build());
    }

    private static <T> void answer(StreamObserver<T> observer, T reply) {
        observer.onNext(reply);
        observer.onCompleted();
    }
}
