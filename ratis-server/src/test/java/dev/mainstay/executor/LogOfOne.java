// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Clone;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.Applied;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.Rejection;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The log of a cluster of one, which takes proposals while it is reachable. */
final class LogOfOne implements StateSource {

    static final NodeId SELF = new NodeId("n1");

    final List<Command> commands = new ArrayList<>();
    ClusterState state = ClusterState.initial();
    boolean reachable = true;
    /** A member's request to leave is turned down. */
    boolean keepsEverybody;
    private final ManualLoop loop;
    private final CommandApplier applier = new CommandApplier(new StoredFormat());
    private final List<StateSource.Listener> listeners = new ArrayList<>();

    LogOfOne(ManualLoop loop) {
        this.loop = loop;
    }

    /** The node becomes a member; it joins when its executor opens. */
    void found() {
        apply(new Command.ChangeMembership(new MembershipChange.Founded("c", "c",
                new Member(SELF, "m1", "k1", "n1.1", "n1:1", "n1:2", true))));
    }

    CompletableFuture<Proposed> propose(Proposal proposal) {
        return CompletableFuture.completedFuture(reachable
                ? apply(proposal.command(), proposal.requestId())
                : new Proposed.NoLeader(Optional.empty()));
    }

    Proposed.Applied apply(Command command) {
        return apply(command, Optional.empty());
    }

    private Proposed.Applied apply(Command command, Optional<String> requestId) {
        commands.add(command);
        if (keepsEverybody && command instanceof Command.RecordNodeEvent event
                && event.event() instanceof NodeEvent.Left) {
            return new Proposed.Applied(state.appliedIndex(),
                    new Outcome.Rejected(new Rejection.NotPossibleNow("test")));
        }
        long index = state.appliedIndex() + 1;
        Applied applied = applier.apply(state, new LogEntry(index, 1, loop.wall(), 1,
                Author.cluster("n1"), requestId, command));
        state = applied.state();
        listeners.forEach(listener -> listener.applied(state, applied.events()));
        return new Proposed.Applied(index, applied.outcome());
    }

    /** Adopts a plan of this action of the one service there is. */
    void adopt(Task task) {
        adopt(new ResourceAction("db_" + task.ocfName() + "_0",
                new ResourceId("db"), new InstanceId("db"), task, 0, SELF, 1_000, 0, false,
                SortedMaps.empty()));
    }

    void adopt(Action action) {
        Transition transition = new Transition(state.revision(), TransitionLimits.NONE,
                List.of(new TransitionStep(0, action, List.of(), Optional.empty())));
        apply(new Command.AdoptTransition(state.appliedIndex(), 1, Instant.EPOCH,
                List.copyOf(state.inFlight().keySet()), false,
                new Command.TransitionSource.Inline(transition), Optional.empty()));
    }

    /** Configures a promotable clone of a service. */
    void promotable(String id, AgentName agent) {
        apply(new Command.ChangeConfiguration(Optional.empty(),
                new Command.ConfigurationChange.Document(
                        state.configuration().withResources(List.of(new Clone(
                                new ResourceId(id + "-clone"), ResourceOptions.EMPTY,
                                Clone.Promotability.BY_ELEMENT,
                                new Primitive(new ResourceId(id), Optional.empty(),
                                        Optional.of(agent), ResourceOptions.EMPTY,
                                        OperationList.EMPTY))))),
                ""));
    }

    void policy(String value) {
        var option = new Attribute(Optional.of("p"), Optional.empty(),
                Optional.of("no-quorum-policy"), Optional.of(value));
        apply(new Command.ChangeConfiguration(Optional.empty(),
                new Command.ConfigurationChange.Document(
                        state.configuration().withClusterProperties(List.of(
                                new AttributeSet(Optional.of("s"),
                                        Optional.empty(), Optional.empty(),
                                        Optional.empty(), List.of(option))))),
                "test"));
    }

    long incarnation() {
        return state.node(SELF).orElseThrow().incarnation();
    }

    @Override
    public ClusterState current() {
        return state;
    }

    @Override
    public AutoCloseable subscribe(StateSource.Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
