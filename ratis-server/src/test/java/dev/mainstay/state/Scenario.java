// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.ThrottleMode;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A log that is written by hand, entry by entry, and the state that it leads to. */
public final class Scenario {

    public static final long TERM = 3;
    public static final AgentName DUMMY = new AgentName("ocf", Optional.of("mainstay"), "dummy");
    public static final AgentName FENCE = new AgentName("stonith", Optional.empty(), "fence_demo");

    private final CommandApplier applier = new CommandApplier(new StoredFormat());
    private final List<LogEntry> log = new ArrayList<>();
    private final List<ClusterEvent> events = new ArrayList<>();
    private ClusterState state = ClusterState.initial();
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");

    /** A founded cluster of joined nodes with boot id "boot-NODE" and nothing configured. */
    public static Scenario of(String... nodes) {
        Scenario scenario = new Scenario();
        scenario.accept(new Command.ChangeMembership(
                new MembershipChange.Founded("id-1", "test", member(nodes[0]))));
        Arrays.stream(nodes).skip(1).forEach(scenario::admit);
        Arrays.stream(nodes).forEach(node -> scenario.join(node, "boot-" + node));
        return scenario;
    }

    /** A log that goes on from a state. */
    public static Scenario from(ClusterState state) {
        Scenario scenario = new Scenario();
        scenario.state = state;
        scenario.time = state.logTime();
        return scenario;
    }

    public Scenario with(Primitive... primitives) {
        accept(new Command.ChangeConfiguration(Optional.empty(), new ConfigurationChange.Document(
                Configuration.EMPTY.withResources(List.of(primitives))), "test"));
        return this;
    }

    /** Sets a cluster option. */
    public static Command property(String name, String value) {
        return new Command.ChangeConfiguration(Optional.empty(), new ConfigurationChange.Edits(
                List.of(new ConfigurationEdit.SetProperty(
                        ConfigurationSection.CLUSTER_PROPERTIES, name, Optional.of(value)))),
                "test");
    }

    public static Member member(String node) {
        return new Member(new NodeId(node), "member-" + node, "key-" + node, node + ".1",
                node + ":7420", node + ":7421", true);
    }

    public static Primitive primitive(String id) {
        return primitive(id, DUMMY);
    }

    public static Primitive primitive(String id, AgentName agent) {
        return new Primitive(new ResourceId(id), Optional.empty(), Optional.of(agent),
                ResourceOptions.EMPTY, OperationList.EMPTY);
    }

    public ClusterState state() {
        return state;
    }

    public List<LogEntry> log() {
        return log;
    }

    public List<ClusterEvent> events() {
        return events;
    }

    public long index() {
        return state.appliedIndex();
    }

    public NodeRecord node(String node) {
        return state.node(new NodeId(node)).orElseThrow();
    }

    public void passSeconds(long seconds) {
        time = time.plusSeconds(seconds);
    }

    public Instant time() {
        return time;
    }

    public Outcome apply(Command command) {
        return apply(command, TERM, Optional.empty());
    }

    public Outcome apply(Command command, long term, Optional<String> request) {
        return apply(new LogEntry(state.appliedIndex() + 1, term, time,
                ClusterState.FIRST_FEATURE_LEVEL, new Author("test", "here"), request, command));
    }

    public Outcome apply(LogEntry entry) {
        log.add(entry);
        Applied applied = applier.apply(state, entry);
        state = applied.state();
        events.addAll(applied.events());
        return applied.outcome();
    }

    /** Applies what has to be accepted; answers with the entry's index. */
    public long accept(Command command) {
        Outcome outcome = apply(command);
        if (!(outcome instanceof Outcome.Accepted)) {
            throw new AssertionError(command + " got " + outcome);
        }
        return index();
    }

    /** Applies what has to be rejected; answers with why. */
    public Rejection reject(Command command) {
        Outcome outcome = apply(command);
        if (outcome instanceof Outcome.Rejected(var rejection)) {
            return rejection;
        }
        throw new AssertionError(command + " got " + outcome);
    }

    public void admit(String node) {
        accept(new Command.ChangeMembership(new MembershipChange.TokenIssued(
                "token-" + node, "hash", time.plusSeconds(60))));
        accept(new Command.ChangeMembership(new MembershipChange.Admitted(
                "token-" + node, "hash", member(node))));
    }

    public long join(String node, String bootId) {
        return accept(event(node, new NodeEvent.Joined(bootId, true, 1, "test")));
    }

    public long lose(String node) {
        return accept(event(node, new NodeEvent.Lost(TERM, node(node).incarnation(), "silence")));
    }

    /** The machine says how busy it is. */
    public long throttle(String node, ThrottleMode mode, int processors) {
        return accept(event(node, new NodeEvent.ThrottleChanged(
                node(node).incarnation(), new NodeThrottle(mode, processors))));
    }

    public static Command event(String node, NodeEvent event) {
        return new Command.RecordNodeEvent(new NodeId(node), event);
    }

    /** Adopts a plan made from the present state, which continues nothing. */
    public long adopt(Action... actions) {
        return adopt(TransitionLimits.NONE, chainless(actions));
    }

    public long adopt(TransitionLimits limits, List<TransitionStep> steps) {
        return accept(adoption(index(), limits, steps));
    }

    public Command.AdoptTransition adoption(
            long base, TransitionLimits limits, List<TransitionStep> steps) {
        return new Command.AdoptTransition(base, TERM, time,
                List.copyOf(state.inFlight().keySet()), false,
                new TransitionSource.Inline(new Transition(state.revision(), limits, steps)),
                Optional.empty());
    }

    public static List<TransitionStep> chainless(Action... actions) {
        List<TransitionStep> steps = new ArrayList<>();
        for (Action action : actions) {
            steps.add(new TransitionStep(steps.size(), action, List.of(), Optional.empty()));
        }
        return steps;
    }

    /** Each step after the one before it. */
    public static List<TransitionStep> chain(Action... actions) {
        List<TransitionStep> steps = new ArrayList<>();
        for (Action action : actions) {
            int number = steps.size();
            steps.add(new TransitionStep(number, action,
                    number == 0 ? List.of() : List.of(number - 1), Optional.empty()));
        }
        return steps;
    }

    public static ResourceAction action(Task task, String resource, String node) {
        return action(task, resource, node, task == Task.MONITOR ? 10_000 : 0);
    }

    public static ResourceAction action(
            Task task, String resource, String node, long interval) {
        return new ResourceAction(resource + "_" + task.ocfName() + "_" + interval,
                new ResourceId(resource), new InstanceId(resource), task, interval,
                new NodeId(node), 20_000, task == Task.PROBE ? 7 : 0, false, SortedMaps.empty());
    }

    public static FenceAction fence(String node) {
        return new FenceAction(new NodeId(node), FenceOperation.REBOOT, 0, "test");
    }

    public static PseudoAction pseudo(String key) {
        return new PseudoAction(key, Optional.empty());
    }

    /** The id under which the action is in flight. */
    public ActionId inFlight(String key, String node) {
        return state.inFlight().values().stream()
                .filter(action -> action.action().key().equals(key)
                        && action.node().value().equals(node))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        key + " is not in flight on " + node + ": " + state.inFlight()))
                .id();
    }

    public List<String> keysInFlight() {
        return state.inFlight().values().stream()
                .map(action -> action.action().key() + "@" + action.node())
                .toList();
    }

    public Command.RecordActionResult result(String key, String node, ActionResult result) {
        return new Command.RecordActionResult(new NodeId(node), node(node).incarnation(),
                inFlight(key, node), result);
    }

    public long complete(String key, String node, int exitCode) {
        return accept(result(key, node, completed(key, exitCode)));
    }

    /** Orders an action that succeeds at once. */
    public void carryOut(ResourceAction action) {
        adopt(action);
        complete(action.key(), action.node().value(), action.targetExitCode());
    }

    public static ActionResult.Completed completed(String key, int exitCode) {
        return new ActionResult.Completed(record(key, exitCode, OperationStatus.DONE));
    }

    public static OperationRecord record(String key, int exitCode, OperationStatus status) {
        String[] parts = key.split("_", -1);
        return new OperationRecord(key, parts[parts.length - 2],
                Long.parseLong(parts[parts.length - 1]), 0, status, exitCode, Optional.empty(),
                Optional.empty(), Optional.empty(), OperationTimes.ZERO, OperationDigests.NONE,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(key),
                Optional.empty());
    }

    public long assignFencing(String target, String owner) {
        return accept(new Command.RecordFencing(new NodeId(target), openFencing(target),
                new FencingEvent.Assigned(TERM, new NodeId(owner), FenceOperation.REBOOT)));
    }

    public Command fenced(String target, long incarnation, String owner) {
        return new Command.RecordFencing(new NodeId(target), incarnation,
                new FencingEvent.Succeeded(new NodeId(owner), FenceOperation.REBOOT, "demo", ""));
    }

    public Command fencingFailed(String target, long incarnation, String owner) {
        return new Command.RecordFencing(new NodeId(target), incarnation,
                new FencingEvent.Failed(new NodeId(owner), FenceOperation.REBOOT, "demo", "no"));
    }

    private long openFencing(String target) {
        return state.fencing().open(new NodeId(target)).orElseThrow().incarnation();
    }
}
