// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.codec.agent.AttachMessages;
import dev.mainstay.codec.agent.OrderMessages;
import dev.mainstay.codec.agent.OutcomeMessages;
import dev.mainstay.model.InstanceId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import io.grpc.Channel;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Speaks to a {@code NodeAgent} over gRPC. Every call has a deadline; an order whose call is cut
 * off is asked for again by its id, which never runs it twice, until the agent answers or has been
 * silent for {@link #GIVES_UP_AFTER} beyond the action's own time.
 */
public final class GrpcAgentClient implements AgentClient, AutoCloseable {

    /** Long enough to end a former epoch's work: its agents get TERM, then KILL. */
    private static final Duration ATTACH_DEADLINE = Duration.ofSeconds(60);

    private static final Duration CALL_DEADLINE = Duration.ofSeconds(5);

    /** Health gates the lease, so that a hung agent has to show within one. */
    private static final Duration HEALTH_DEADLINE = Duration.ofSeconds(1);

    /** Beyond the action's time-out: waiting for the instance's earlier actions, and the kill. */
    private static final Duration EXECUTE_MARGIN = Duration.ofSeconds(30);

    private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(60);

    private static final Executor RETRY_DELAY =
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

    private final NodeAgentGrpc.NodeAgentStub stub;
    private final NodeClock clock;
    private final ReportStream reports;
    private final ToolLine tools;
    private final AgentDeclarations declarations;
    private final AtomicLong monitorLists = new AtomicLong();

    public GrpcAgentClient(Channel channel, NodeClock clock) {
        this.stub = NodeAgentGrpc.newStub(channel);
        this.clock = clock;
        this.reports = new ReportStream(stub, this::wall);
        this.tools = new ToolLine(stub);
        this.declarations = new AgentDeclarations(stub, clock);
    }

    @Override
    public CompletableFuture<Optional<Health>> health() {
        return UnaryCall.<dev.mainstay.proto.v1.HealthResponse>begin(
                answer -> within(HEALTH_DEADLINE).health(OrderMessages.health(), answer))
                .thenApply(answer -> answer.value().map(AttachMessages::health));
    }

    @Override
    public CompletableFuture<Optional<Attached>> attach(long epoch) {
        return UnaryCall.<dev.mainstay.proto.v1.AttachResponse>begin(
                answer -> within(ATTACH_DEADLINE).attach(OrderMessages.attach(epoch), answer))
                .thenApply(answer -> {
                    answer.value().ifPresent(attached -> {
                        reports.follow(epoch);
                        tools.serve(epoch);
                    });
                    return answer.value()
                            .map(message -> AttachMessages.attached(message, this::wall));
                });
    }

    @Override
    public CompletableFuture<ActionResult> execute(Order order) {
        CompletableFuture<ActionResult> result = new CompletableFuture<>();
        long givesUp = clock.bootNanos() + Duration.ofMillis(order.timeoutMillis())
                .plus(EXECUTE_MARGIN).plus(GIVES_UP_AFTER).toNanos();
        tryExecuting(order, 1, givesUp, result::complete);
        return RecordedDigests.areCompared(order)
                ? result.thenCombine(declarations.of(order.agent()), (ended, declared) -> declared
                        .map(it -> RecordedDigests.with(ended, order, it))
                        .orElse(ended))
                : result;
    }

    @Override
    public void cancel(long epoch, ActionId action) {
        within(ATTACH_DEADLINE).cancel(OrderMessages.cancel(epoch, action), new Unheard<>());
    }

    @Override
    public void updateLease(long epoch, long deadlineBootNanos) {
        within(CALL_DEADLINE)
                .updateLease(OrderMessages.lease(epoch, deadlineBootNanos), new Unheard<>());
    }

    @Override
    public CompletableFuture<Boolean> setMonitors(long epoch, List<Monitor> monitors) {
        reports.define(monitors);
        long number = monitorLists.incrementAndGet();
        return UnaryCall.<dev.mainstay.proto.v1.SetMonitorsResponse>begin(
                answer -> within(CALL_DEADLINE)
                        .setMonitors(OrderMessages.monitors(epoch, number, monitors),
                                answer))
                .thenApply(answer -> answer.value().isPresent());
    }

    @Override
    public void resetMonitors(long epoch, InstanceId instance) {
        within(CALL_DEADLINE).resetMonitor(OrderMessages.reset(epoch, instance), new Unheard<>());
    }

    @Override
    public void acknowledge(long epoch, List<ActionId> actions) {
        within(CALL_DEADLINE)
                .acknowledgeResults(OrderMessages.acknowledge(epoch, actions), new Unheard<>());
    }

    @Override
    public void onReport(ReportListener listener) {
        reports.listen(listener);
    }

    @Override
    public void onToolCall(ToolListener listener) {
        tools.listen(listener);
    }

    @Override
    public void close() {
        tools.close();
        reports.close();
    }

    private void tryExecuting(
            Order order, int attempt, long givesUp, Consumer<ActionResult> done) {
        Duration deadline = Duration.ofMillis(order.timeoutMillis()).plus(EXECUTE_MARGIN);
        var unused = UnaryCall.<ActionOutcome>begin(
                answer -> within(deadline).execute(OrderMessages.execute(order), answer))
                .thenAccept(answer -> answer.value().ifPresentOrElse(
                        outcome -> done.accept(
                                OutcomeMessages.result(outcome, order, this::wall)),
                        () -> afterFailure(order, attempt, givesUp, answer.status(), done)));
    }

    private void afterFailure(
            Order order, int attempt, long givesUp, Status status, Consumer<ActionResult> done) {
        String reason = "agent: " + status.getCode() + " "
                + Optional.ofNullable(status.getDescription()).orElse("");
        switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED -> {
                if (clock.bootNanos() >= givesUp) {
                    done.accept(new ActionResult.Unknown(reason));
                } else {
                    RETRY_DELAY.execute(() -> tryExecuting(order, attempt + 1, givesUp, done));
                }
            }
            // A refused first call began nothing; a later one says nothing of those before it.
            case FAILED_PRECONDITION, INVALID_ARGUMENT, UNIMPLEMENTED -> done.accept(
                    attempt == 1
                            ? new ActionResult.NotBegun(reason)
                            : new ActionResult.Unknown(reason));
            default -> done.accept(new ActionResult.Unknown(reason));
        }
    }

    private NodeAgentGrpc.NodeAgentStub within(Duration deadline) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Instant wall(long bootNanos) {
        return clock.wall().minusNanos(clock.bootNanos() - bootNanos);
    }
}
