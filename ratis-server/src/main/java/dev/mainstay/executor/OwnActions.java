// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.OrderResolution.ResolvedOrder;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The resource actions in flight of this incarnation: each is handed to its agent once, its result
 * recorded until the log has it, and then acknowledged. An action that the log voids is cancelled;
 * what it did before that is recorded all the same, because it may have changed something.
 */
final class OwnActions {

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final NodeClock clock;
    private final AgentClient agent;
    private final OrderResolution resolution;
    private final LongSupplier leaseDeadline;
    private final Recorder recorder;
    private final List<ExecutorAgent> agentsHere;
    private final SortedMap<ActionId, Stage> known = new TreeMap<>();
    private final SortedSet<ActionId> leased = new TreeSet<>();
    private long incarnation;
    private long generation;

    /** @param leaseDeadline the lease's end on the clock of the machine that the orders are for */
    OwnActions(
            ExecutorPorts ports,
            OrderResolution resolution,
            LongSupplier leaseDeadline,
            Recorder recorder,
            List<ExecutorAgent> agentsHere) {
        this.ports = ports;
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.agent = ports.agent();
        this.resolution = resolution;
        this.leaseDeadline = leaseDeadline;
        this.recorder = recorder;
        this.agentsHere = List.copyOf(agentsHere);
    }

    /** Forgets everything: a new incarnation begins, and what was in flight is settled. */
    void reset(long newIncarnation) {
        incarnation = newIncarnation;
        generation++;
        known.clear();
        leased.clear();
    }

    /** Begins what is new and cancels what was voided. To be called under a lease only. */
    void reconcile(NodeView view) {
        for (ActionId id : List.copyOf(known.keySet())) {
            if (!view.actions().containsKey(id)) {
                voided(id);
            }
        }
        view.actions().forEach((id, action) -> {
            if (!known.containsKey(id)) {
                begin(id, action, view);
            }
        });
    }

    /** The lease is over: what needs one is not to begin or go on; the rest is awaited. */
    void endLeased() {
        leased.stream()
                .filter(id -> known.get(id) == Stage.RUNNING)
                .forEach(id -> agent.cancel(incarnation, id));
        leased.clear();
    }

    /** How many actions have been handed out and have not ended. */
    long running() {
        return known.values().stream().filter(stage -> stage != Stage.ENDED).count();
    }

    private void voided(ActionId id) {
        switch (known.getOrDefault(id, Stage.ENDED)) {
            case ENDED -> known.remove(id);
            case RUNNING -> {
                known.put(id, Stage.VOIDED);
                agent.cancel(incarnation, id);
            }
            case VOIDED -> {
                // Its outcome is on its way.
            }
        }
    }

    private void begin(ActionId id, InFlightAction inFlight, NodeView view) {
        known.put(id, Stage.RUNNING);
        if (!(inFlight.action() instanceof ResourceAction action)) {
            return;
        }
        if (action.cancel() || action.task() == Task.DELETE) {
            // Monitors are state, and history is the log's: there is nothing to be done here.
            ended(id, done(action));
            return;
        }
        Optional<ResolvedOrder> resolved = resolve(action, inFlight.configurationRevision(), view);
        if (resolved.isEmpty()) {
            ended(id, new ActionResult.NotBegun(
                    "the configuration does not know " + action.resource() + " any more"));
            return;
        }
        Order order = order(id, action, resolved.get(),
                inFlight.configurationRevision());
        if (order.leaseDeadline().isPresent()) {
            leased.add(id);
        }
        long ofGeneration = generation;
        loop.when(execute(order), result -> {
            if (ofGeneration == generation) {
                ended(id, result);
            }
        });
    }

    private CompletableFuture<ActionResult> execute(Order order) {
        return agentsHere.stream()
                .filter(here -> here.runs(order.agent()))
                .findFirst()
                .map(here -> here.execute(order))
                .orElseGet(() -> agent.execute(order));
    }

    /**
     * What was removed from the configuration is still to be stopped, with the parameters that it
     * was last configured with.
     */
    private Optional<ResolvedOrder> resolve(
            ResourceAction action, long revision, NodeView view) {
        Stream<Configuration> configurations = switch (action.task()) {
            case STOP, DEMOTE -> Stream.concat(Stream.of(view.configuration(revision)),
                    view.configurationsUpTo(revision));
            case PROBE, MONITOR, START, PROMOTE, NOTIFY, MIGRATE_TO, MIGRATE_FROM, RELOAD,
                    RELOAD_AGENT, DELETE ->
                    Stream.of(view.configuration(revision));
        };
        return configurations
                .map(known -> resolution.resolve(known, action, ports.self(), clock.wall()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void ended(ActionId id, ActionResult result) {
        boolean voided = known.get(id) == Stage.VOIDED;
        leased.remove(id);
        if (voided && result instanceof ActionResult.NotBegun) {
            known.remove(id);
            agent.acknowledge(incarnation, List.of(id));
            return;
        }
        long ofGeneration = generation;
        recorder.record(
                "result:" + ports.self() + ":" + incarnation + ":" + id,
                new Command.RecordActionResult(ports.self(), incarnation, id, result),
                applied -> {
                    if (ofGeneration == generation) {
                        agent.acknowledge(incarnation, List.of(id));
                        recorded(id, voided);
                    }
                });
        if (!voided) {
            known.put(id, Stage.ENDED);
        }
    }

    /** An ended action is forgotten once the state does not list it any more, never before. */
    private void recorded(ActionId id, boolean voided) {
        if (voided) {
            known.remove(id);
        }
    }

    private Order order(ActionId id, ResourceAction action, ResolvedOrder resolved, long revision) {
        return new Order(
                incarnation,
                id,
                action.instance(),
                resolved.agent(),
                action.task(),
                operationKey(action),
                action.intervalMillis(),
                action.timeoutMillis(),
                action.targetExitCode(),
                resolved.parameters(),
                resolved.meta(action),
                resolved.environment(),
                resolved.digests(),
                action.task().needsLease()
                        ? OptionalLong.of(leaseDeadline.getAsLong())
                        : OptionalLong.empty(),
                revision);
    }

    /** As history names it: the key in the plan has a number for each instance of a clone. */
    private static String operationKey(ResourceAction action) {
        return action.instance() + "_" + action.task().ocfName() + "_" + action.intervalMillis();
    }

    private ActionResult done(ResourceAction action) {
        Instant now = clock.wall();
        return new ActionResult.Completed(new OperationRecord(
                action.key(), action.task().ocfName(), action.intervalMillis(), 0,
                action.cancel() ? OperationStatus.CANCELLED : OperationStatus.DONE,
                OcfExitCode.OK.code(), Optional.of(action.targetExitCode()),
                Optional.of(now), Optional.of(now), OperationTimes.ZERO, OperationDigests.NONE,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(action.key()),
                Optional.empty()));
    }

    /** Where an action that was taken up stands. */
    private enum Stage {
        RUNNING,
        /** The log settled it otherwise while it ran. */
        VOIDED,
        ENDED
    }
}
