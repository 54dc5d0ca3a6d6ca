// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.MonitorDefinition;
import dev.mainstay.agent.action.MonitorResult;
import dev.mainstay.agent.codec.ActionCodec;
import dev.mainstay.agent.codec.MetadataCodec;
import dev.mainstay.agent.codec.MonitorCodec;
import dev.mainstay.agent.codec.OutcomeCodec;
import dev.mainstay.agent.codec.StandingCodec;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.agent.run.AgentSession;
import dev.mainstay.agent.run.Refusal;
import dev.mainstay.agent.run.RefusedException;
import dev.mainstay.agent.run.ReportLog;
import dev.mainstay.agent.standard.ResourceAgents;
import dev.mainstay.agent.tool.ToolDesk;
import dev.mainstay.proto.v1.AcknowledgeResultsRequest;
import dev.mainstay.proto.v1.AcknowledgeResultsResponse;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.AttachRequest;
import dev.mainstay.proto.v1.AttachResponse;
import dev.mainstay.proto.v1.CancelRequest;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.GetActionResultRequest;
import dev.mainstay.proto.v1.GetActionResultResponse;
import dev.mainstay.proto.v1.GetMetadataRequest;
import dev.mainstay.proto.v1.HealthRequest;
import dev.mainstay.proto.v1.HealthResponse;
import dev.mainstay.proto.v1.ListAgentsRequest;
import dev.mainstay.proto.v1.ListAgentsResponse;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ResetMonitorRequest;
import dev.mainstay.proto.v1.ResetMonitorResponse;
import dev.mainstay.proto.v1.ResourceAgentMetadata;
import dev.mainstay.proto.v1.RunningAction;
import dev.mainstay.proto.v1.SetMonitorsRequest;
import dev.mainstay.proto.v1.SetMonitorsResponse;
import dev.mainstay.proto.v1.ToolReply;
import dev.mainstay.proto.v1.ToolRequest;
import dev.mainstay.proto.v1.UpdateLeaseRequest;
import dev.mainstay.proto.v1.UpdateLeaseResponse;
import dev.mainstay.proto.v1.ValidateRequest;
import dev.mainstay.proto.v1.ValidateResponse;
import dev.mainstay.proto.v1.WatchReportsRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The node agent over gRPC; the contract is in {@code node_agent.proto}. Needs nothing of the
 * transport: its methods return at once, and long answers come from other threads.
 */
public final class NodeAgentService extends NodeAgentGrpc.NodeAgentImplBase {
    /** The timer ends what outlives the lease, so without it nothing may go on for long. */
    private static final Duration TICK_SILENCE_MAX = Duration.ofSeconds(2);

    private final AgentSession session;
    private final ResourceAgents agents;
    private final AgentValidation validation;
    private final ToolDesk tools;
    private final Identity identity;
    private final Executor workers;

    /**
     * Which agent this is.
     *
     * @param instance new at each start
     */
    record Identity(String bootId, String instance, long startedNanos, BootClock clock) {}

    NodeAgentService(AgentSession session, ResourceAgents agents, AgentValidation validation,
            ToolDesk tools, Identity identity, Executor workers) {
        this.session = session;
        this.agents = agents;
        this.validation = validation;
        this.tools = tools;
        this.identity = identity;
        this.workers = workers;
    }

    @Override
    public void attach(AttachRequest request, StreamObserver<AttachResponse> observer) {
        workers.execute(() -> Answers.now(observer, () -> {
            if (request.getEpoch() <= 0) {
                throw new IllegalArgumentException("epoch is missing");
            }
            AgentSession.Standing standing = session.attach(request.getEpoch());
            AttachResponse.Builder response = AttachResponse.newBuilder()
                    .setEpoch(request.getEpoch())
                    .setBootId(identity.bootId())
                    .setAgentInstance(identity.instance())
                    .setAgentStartedBoottimeNanos(identity.startedNanos())
                    .setLeaseDeadlineBoottimeNanos(standing.leaseDeadlineNanos());
            standing.running().forEach(flight -> response.addRunning(running(flight)));
            return StandingCodec.add(response, standing.outcomes(), standing.ledger(),
                    standing.monitors()).build();
        }));
    }

    @Override
    public void execute(ExecuteRequest request, StreamObserver<ActionOutcome> observer) {
        // Not handed to a worker: the order of arrival is the order of execution.
        Answers.later(observer, workers, () -> session.execute(ActionCodec.order(request))
                .thenApply(OutcomeCodec::outcome));
    }

    @Override
    public void updateLease(UpdateLeaseRequest request,
            StreamObserver<UpdateLeaseResponse> observer) {
        Answers.now(observer,
                () -> UpdateLeaseResponse.newBuilder()
                        .setDeadlineBoottimeNanos(session.updateLease(request.getEpoch(),
                                request.getDeadlineBoottimeNanos()))
                        .build());
    }

    @Override
    public void cancel(CancelRequest request, StreamObserver<ActionOutcome> observer) {
        Answers.later(observer, workers,
                () -> session.cancel(ActionCodec.key(request.getEpoch(), request.getId()))
                        .thenApply(OutcomeCodec::outcome));
    }

    @Override
    public void getActionResult(GetActionResultRequest request,
            StreamObserver<GetActionResultResponse> observer) {
        Answers.now(observer, () -> {
            ActionKey key = ActionCodec.key(request.getEpoch(), request.getId());
            return session.inFlight(key)
                    .map(flight -> GetActionResultResponse.newBuilder()
                            .setRunning(running(flight)))
                    .or(() -> session.outcome(key)
                            .map(outcome -> GetActionResultResponse.newBuilder()
                                    .setOutcome(OutcomeCodec.outcome(outcome))))
                    .orElseThrow(() -> new RefusedException(new Refusal.UnknownAction(key)))
                    .build();
        });
    }

    @Override
    public void acknowledgeResults(AcknowledgeResultsRequest request,
            StreamObserver<AcknowledgeResultsResponse> observer) {
        Answers.now(observer, () -> {
            List<ActionKey> keys = request.getResultsList()
                    .stream()
                    .map(result -> ActionCodec.key(result.getEpoch(), result.getId()))
                    .toList();
            return AcknowledgeResultsResponse.newBuilder()
                    .setForgotten(session.acknowledge(request.getEpoch(), keys))
                    .build();
        });
    }

    @Override
    public void setMonitors(SetMonitorsRequest request,
            StreamObserver<SetMonitorsResponse> observer) {
        Answers.now(observer, () -> {
            List<MonitorDefinition> wanted = request.getMonitorsList()
                    .stream()
                    .map(monitor -> MonitorCodec.definition(request.getEpoch(), monitor))
                    .toList();
            AgentSession.MonitorChange change = session.setMonitors(
                    request.getEpoch(), request.getNumber(), wanted);
            return SetMonitorsResponse.newBuilder()
                    .setKept(change.kept())
                    .setBegun(change.begun())
                    .setEnded(change.ended())
                    .build();
        });
    }

    @Override
    public void resetMonitor(ResetMonitorRequest request,
            StreamObserver<ResetMonitorResponse> observer) {
        Answers.now(observer, () -> ResetMonitorResponse.newBuilder()
                .setReset(session.resetMonitors(request.getEpoch(), request.getResource()))
                .build());
    }

    @Override
    public void watchReports(WatchReportsRequest request, StreamObserver<MonitorReport> observer) {
        ReportStream stream = new ReportStream(observer);
        if (observer instanceof ServerCallStreamObserver<MonitorReport> call) {
            call.setOnCancelHandler(() -> session.leave(stream));
        }
        long after = request.getAgentInstance().equals(identity.instance())
                ? request.getAfterSequence()
                : 0;
        try {
            session.listen(request.getEpoch(), after, stream);
        } catch (RefusedException refused) {
            observer.onError(Answers.status(refused));
        }
    }

    /** A caller that listens to reports. */
    private final class ReportStream implements ReportLog.Listener {
        private final StreamObserver<MonitorReport> observer;

        ReportStream(StreamObserver<MonitorReport> observer) {
            this.observer = observer;
        }

        @Override
        public void report(MonitorResult result) {
            observer.onNext(MonitorCodec.report(result, identity.instance()));
        }

        @Override
        public void ended() {
            observer.onError(Status.FAILED_PRECONDITION
                    .withDescription("another epoch has attached, or the agent is closing")
                    .asException());
        }
    }

    @Override
    public StreamObserver<ToolReply> serveTools(StreamObserver<ToolRequest> observer) {
        return new ToolStream(session, tools, observer);
    }

    @Override
    public void getMetadata(GetMetadataRequest request,
            StreamObserver<ResourceAgentMetadata> observer) {
        workers.execute(() -> Answers.now(observer, () -> MetadataCodec
                .metadata(agents.metadata(ActionCodec.spec(request.getAgent())))));
    }

    @Override
    public void listAgents(ListAgentsRequest request,
            StreamObserver<ListAgentsResponse> observer) {
        workers.execute(() -> Answers.now(observer, () -> ListAgentsResponse.newBuilder()
                .addAllAgents(agents.list(request.getFilter())
                        .stream()
                        .map(ActionCodec::spec)
                        .toList())
                .build()));
    }

    @Override
    public void validate(ValidateRequest request, StreamObserver<ValidateResponse> observer) {
        workers.execute(() -> Answers.now(observer, () -> {
            AgentValidation.Verdict verdict = validation.judge(
                    ActionCodec.spec(request.getAgent()), request.getResource(),
                    request.getParametersMap(), Duration.ofMillis(request.getTimeoutMillis()),
                    request.getRunValidateAll() ? AgentValidation.Depth.VALIDATE_ALL
                            : AgentValidation.Depth.METADATA);
            return ValidateResponse.newBuilder()
                    .addAllProblems(
                            verdict.problems().stream().map(MetadataCodec::problem).toList())
                    .setExitCode(verdict.exitCode())
                    .build();
        }));
    }

    @Override
    public void health(HealthRequest request, StreamObserver<HealthResponse> observer) {
        Answers.now(observer, () -> {
            AgentSession.Load load = session.load();
            long now = identity.clock().nanos();
            Optional<String> trouble = trouble(load, now);
            return HealthResponse.newBuilder()
                    .setHealthy(trouble.isEmpty())
                    .setDetail(trouble.orElse(""))
                    .setBootId(identity.bootId())
                    .setAgentInstance(identity.instance())
                    .setEpoch(load.epoch())
                    .setRunningActions(load.actions())
                    .setRunningMonitors(load.monitors())
                    .setNowBoottimeNanos(now)
                    .setLastTickBoottimeNanos(load.lastTickNanos())
                    .build();
        });
    }

    private static Optional<String> trouble(AgentSession.Load load, long now) {
        if (load.failure().isPresent()) {
            return Optional.of("journal: " + load.failure().get().getMessage());
        }
        long silence = now - load.lastTickNanos();
        return silence < TICK_SILENCE_MAX.toNanos() ? Optional.empty()
                : Optional.of("the timer has not ticked for " + silence + " ns");
    }

    private static RunningAction running(AgentSession.InFlight flight) {
        return StandingCodec.running(flight.key(), flight.resource(), flight.task(),
                flight.begunNanos());
    }
}
