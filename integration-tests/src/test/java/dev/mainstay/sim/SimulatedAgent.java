// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.agent.action.ActionOrder;
import dev.mainstay.agent.action.MonitorResult;
import dev.mainstay.agent.codec.ActionCodec;
import dev.mainstay.agent.codec.MonitorCodec;
import dev.mainstay.agent.codec.OutcomeCodec;
import dev.mainstay.agent.codec.StandingCodec;
import dev.mainstay.agent.journal.ActionJournal;
import dev.mainstay.agent.process.Processes;
import dev.mainstay.agent.run.AgentSession;
import dev.mainstay.agent.run.RefusedException;
import dev.mainstay.agent.run.ReportLog;
import dev.mainstay.agent.standard.ResourceAgents;
import dev.mainstay.codec.agent.AttachMessages;
import dev.mainstay.codec.agent.OrderMessages;
import dev.mainstay.codec.agent.OutcomeMessages;
import dev.mainstay.model.InstanceId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.proto.v1.AttachResponse;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The real node agent of one daemon's life, and the line to it. Messages are those of the wire;
 * what the line adds is what gRPC does: delays, calls out of order, lost answers, and orders asked
 * for again by their id.
 */
final class SimulatedAgent implements AgentClient {

    private static final Duration KILL_GRACE = Duration.ofMillis(500);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(2);
    private static final Duration CALL_DEADLINE = Duration.ofSeconds(1);
    /** Longer than a lease, shorter than until the log takes an action for overdue. */
    private static final Duration LATE_MAX = Duration.ofSeconds(9);
    private static final Duration LATE_MIN = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofMillis(200);

    private final VirtualProcess process;
    private final Chance chance;
    private final VirtualThreads threads;
    private final String bootId;
    private final String name;
    private final LongBinaryOperator epochs;
    private final LateOrders outliving;
    private Map<ActionId, Monitor> monitors = Map.of();
    private @Nullable AgentSession session;
    private @Nullable ReportListener listener;
    private @Nullable ToolListener tools;
    private long followed;
    private long position;
    private int stream;
    private long monitorLists;
    private long slowUntilNanos;

    /**
     * @param run tells this daemon from earlier ones of its boot
     * @param epochs the epoch to work for, of that of an order and the one attached
     * @param outliving hears of orders that may arrive after the daemon's death
     */
    SimulatedAgent(VirtualProcess process, Chance chance, String bootId, int run,
            LongBinaryOperator epochs, LateOrders outliving) {
        this.outliving = outliving;
        this.epochs = epochs;
        this.process = process;
        this.chance = chance;
        this.threads = new VirtualThreads(process);
        this.bootId = bootId;
        this.name = bootId + "/" + run;
    }

    /** The grace between TERM and KILL of a process group. */
    static Duration killGrace() {
        return KILL_GRACE;
    }

    /** Opens the journal, ends what an earlier agent left, and is ready for work after that. */
    void open(SimulatedDisk disk, Processes processes) {
        threads.workers().execute(() -> {
            try {
                AgentSession.Parts parts = new AgentSession.Parts(
                        ActionJournal.open(disk.open(this::mayWait), bootId), bootId,
                        process::bootNanos,
                        new ResourceAgents(List.of(new SimulatedResourceAgents())), processes,
                        threads, KILL_GRACE);
                session = AgentSession.open(parts);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }

    /** A thread that waits with the session's lock would hold up the world's one thread. */
    private boolean mayWait() {
        return session != null && !Thread.holdsLock(session);
    }

    @Override
    public CompletableFuture<Optional<Health>> health() {
        return call(open -> Optional.of(new Health(healthy(open.load()), bootId,
                open.load().epoch())), Optional.empty());
    }

    @Override
    public CompletableFuture<Optional<Attached>> attach(long epoch) {
        CompletableFuture<Optional<Attached>> answer = new CompletableFuture<>();
        onSession(open -> {
            AgentSession.Standing standing = open.attach(epoch);
            AttachResponse.Builder message = AttachResponse.newBuilder().setEpoch(epoch)
                    .setBootId(bootId);
            standing.running().forEach(flight -> message.addRunning(StandingCodec.running(
                    flight.key(), flight.resource(), flight.task(), flight.begunNanos())));
            StandingCodec.add(message, standing.outcomes(), standing.ledger(), standing.monitors());
            AttachResponse whole = message.build();
            process.after(latency(), () -> {
                follow(epoch);
                answer.complete(Optional.of(AttachMessages.attached(whole, this::wall)));
            });
        }, () -> answer.complete(Optional.empty()));
        return answer;
    }

    /** An order that a daemon sent which has died since; nobody waits for its outcome. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void takeFromFormerMaster(Order order) {
        tell(open -> open.execute(message(order, open)));
    }

    private ActionOrder message(Order order, AgentSession open) {
        return ActionCodec.order(OrderMessages.execute(order).toBuilder()
                .setEpoch(epochs.applyAsLong(order.epoch(), open.load().epoch())).build());
    }

    /** For so long, orders to make something active may take their time to arrive. */
    void slow(Duration span) {
        slowUntilNanos = process.bootNanos() + span.toNanos();
    }

    @Override
    public CompletableFuture<ActionResult> execute(Order order) {
        CompletableFuture<ActionResult> result = new CompletableFuture<>();
        boolean late = order.leaseDeadline().isPresent() && process.bootNanos() < slowUntilNanos
                && chance.percent(70);
        if (late) {
            Duration delay = chance.between(LATE_MIN, LATE_MAX);
            process.after(delay, () -> tryExecuting(order, 1, result));
            outliving.sent(order, delay);
        } else {
            tryExecuting(order, 1, result);
        }
        return result;
    }

    private void tryExecuting(Order order, int attempt, CompletableFuture<ActionResult> result) {
        onSession(open -> {
            try {
                var unused = open.execute(message(order, open))
                        .whenComplete((outcome, failure) -> {
                            if (failure != null) {
                                result.complete(new ActionResult.Unknown("the agent failed"));
                            } else if (chance.oneIn(60)) {
                                process.after(RETRY,
                                        () -> tryExecuting(order, attempt + 1, result));
                            } else {
                                process.after(latency(), () -> result.complete(
                                        OutcomeMessages.result(OutcomeCodec.outcome(outcome),
                                                order, this::wall)));
                            }
                        });
            } catch (RefusedException refused) {
                result.complete(attempt == 1
                        ? new ActionResult.NotBegun(refused.getMessage())
                        : new ActionResult.Unknown(refused.getMessage()));
            }
        }, () -> process.after(RETRY, () -> tryExecuting(order, attempt + 1, result)));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // The end is told by the session's reports.
    public void cancel(long epoch, ActionId action) {
        tell(open -> open.cancel(ActionCodec.key(epoch,
                OrderMessages.cancel(epoch, action).getId())));
    }

    @Override
    public void updateLease(long epoch, long deadlineBootNanos) {
        tell(open -> open.updateLease(epoch, deadlineBootNanos));
    }

    @Override
    public CompletableFuture<Boolean> setMonitors(long epoch, List<Monitor> wanted) {
        Map<ActionId, Monitor> defined = new TreeMap<>();
        wanted.forEach(monitor -> defined.put(monitor.id(), monitor));
        monitors = defined;
        long number = ++monitorLists;
        return call(open -> {
            open.setMonitors(epoch, number, OrderMessages.monitors(epoch, number, wanted)
                    .getMonitorsList()
                    .stream().map(monitor -> MonitorCodec.definition(epoch, monitor)).toList());
            return true;
        }, false);
    }

    @Override
    public void resetMonitors(long epoch, InstanceId instance) {
        tell(open -> open.resetMonitors(epoch, instance.value()));
    }

    @Override
    public void acknowledge(long epoch, List<ActionId> actions) {
        tell(open -> open.acknowledge(epoch, OrderMessages.acknowledge(epoch, actions)
                .getResultsList().stream()
                .map(result -> ActionCodec.key(result.getEpoch(), result.getId())).toList()));
    }

    @Override
    public void onToolCall(ToolListener replacement) {
        tools = replacement;
    }

    /** Something that runs on the machine calls a tool, and does not wait for the answer. */
    void callTool(ToolCall call) {
        process.execute(() -> {
            if (tools != null) {
                var _ = tools.called(call);
            }
        });
    }

    @Override
    public void onReport(ReportListener replacement) {
        listener = replacement;
    }

    private void follow(long epoch) {
        if (followed != epoch) {
            followed = epoch;
            listen(epoch);
        }
    }

    private void listen(long epoch) {
        stream++;
        int ofStream = stream;
        onSession(open -> {
            try {
                open.listen(epoch, position, new ReportLog.Listener() {
                    @Override
                    public void report(MonitorResult result) {
                        MonitorReport report = MonitorCodec.report(result, name);
                        process.after(latency(), () -> {
                            if (ofStream == stream) {
                                take(report);
                            }
                        });
                    }

                    @Override
                    public void ended() {
                        listenAgain(epoch, ofStream);
                    }
                });
            } catch (RefusedException refused) {
                listenAgain(epoch, ofStream);
            }
        }, () -> listenAgain(epoch, ofStream));
    }

    private void listenAgain(long epoch, int ofStream) {
        process.after(Duration.ofMillis(300), () -> {
            if (followed == epoch && ofStream == stream) {
                listen(epoch);
            }
        });
    }

    private void take(MonitorReport report) {
        position = Math.max(position, report.getSequence());
        Monitor monitor = monitors.get(AttachMessages.orderedBy(report));
        if (monitor != null && listener != null) {
            listener.reported(monitor.id(), AttachMessages.instance(report),
                    AttachMessages.seen(report),
                    OutcomeMessages.record(report, monitor, this::wall));
        }
    }

    private <T> CompletableFuture<T> call(Call<T> body, T otherwise) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        process.after(CALL_DEADLINE, () -> answer.complete(otherwise));
        onSession(open -> {
            T value = body.on(open);
            process.after(latency(), () -> answer.complete(value));
        }, () -> answer.complete(otherwise));
        return answer;
    }

    private void tell(Call<?> body) {
        onSession(body::on, () -> {});
    }

    /** Runs it on a thread of the agent, as a call that arrives does. */
    private void onSession(Work work, Runnable refused) {
        process.after(latency(), () -> threads.workers().execute(() -> {
            if (session == null) {
                process.execute(refused);
                return;
            }
            try {
                work.on(session);
            } catch (RefusedException refusal) {
                process.execute(refused);
            }
        }));
    }

    private Duration latency() {
        return chance.oneIn(200) ? chance.millis(20, 1_500)
                : Duration.ofNanos(
                        chance.below(400_000));
    }

    private boolean healthy(AgentSession.Load load) {
        return load.failure().isEmpty()
                && process.bootNanos() - load.lastTickNanos() < SILENCE_MAX.toNanos();
    }

    private Instant wall(long bootNanos) {
        return process.wall().minusNanos(process.bootNanos() - bootNanos);
    }

    /** What is on its way between a daemon and the machine's agent. */
    interface LateOrders {
        void sent(Order order, Duration delay);
    }

    private interface Call<T> {
        T on(AgentSession session) throws RefusedException;
    }

    private interface Work {
        void on(AgentSession session) throws RefusedException;
    }
}
