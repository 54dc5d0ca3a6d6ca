// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.Command.MoveChange;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.ThrottleMode;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Commands of all kinds, sensible and not, drawn from a seed. */
final class RandomCommands {

    private static final String[] NODES = {"a", "b", "c", "ghost"};
    private static final String[] RESOURCES = {"r", "s", "t"};
    private static final List<Task> TASKS = List.copyOf(EnumSet.allOf(Task.class));
    private static final List<ThrottleMode> MODES = List.copyOf(EnumSet.allOf(ThrottleMode.class));

    private final Random random;

    RandomCommands(long seed) {
        random = new Random(seed);
    }

    Command next(Scenario cluster) {
        ClusterState state = cluster.state();
        return switch (random.nextInt(22)) {
            case 0 -> new Command.Barrier();
            case 1 -> configuration(state);
            case 2 -> attributes();
            case 3 -> membership(cluster);
            case 4, 5 -> nodeEvent(cluster);
            case 6 -> new Command.StagePart("s" + random.nextInt(3), random.nextInt(3),
                    1 + random.nextInt(2), Content.copyOf(new byte[random.nextInt(9)]));
            case 7, 8, 9 -> adoption(cluster);
            case 10, 11, 12 -> result(state);
            case 13 -> new Command.RecordMonitorReport(node(), incarnation(state), instance(),
                    Optional.of(anyAction(state)), Scenario.record(resource() + "_monitor_10000",
                            random.nextInt(9), OperationStatus.DONE));
            case 14 -> new Command.ActionOverdue(term(), anyAction(state));
            case 15 -> new Command.ReconcileLocal(node(), incarnation(state),
                    List.of(Scenario.record(resource() + "_stop_0", random.nextInt(2),
                            OperationStatus.DONE)),
                    List.of(instance()));
            case 16, 17 -> fencing(state);
            case 18 -> move(cluster);
            case 19 -> rare(cluster);
            default -> upkeep(cluster);
        };
    }

    private Command attributes() {
        if (random.nextBoolean()) {
            return new Command.ChangeAttribute(node(), "x" + random.nextInt(3),
                    random.nextBoolean() ? Optional.of("1") : Optional.empty());
        }
        List<AttributeChange> changes = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            changes.add(new AttributeChange(node(), "x" + random.nextInt(3),
                    switch (random.nextInt(3)) {
                        case 0 -> new AttributeUpdate.Put(random.nextBoolean() ? "1" : "one");
                        case 1 -> new AttributeUpdate.Raise(random.nextInt(900_000) - 300_000);
                        default -> new AttributeUpdate.Drop();
                    }, random.nextInt(4) == 0 ? AttributeChange.Reach.PRIVATE
                            : AttributeChange.Reach.PUBLIC));
        }
        return new Command.ChangeAttributes(changes);
    }

    private Command upkeep(Scenario cluster) {
        return switch (random.nextInt(7)) {
            case 0 -> new Command.ClearFailures(Optional.of(new ResourceId(resource())),
                    Optional.empty(), random.nextBoolean());
            case 1 -> new Command.ChangeTicket("ticket", Optional.of(random.nextBoolean()),
                    Optional.empty());
            case 2 -> new Command.RequestPlan(term(), "random");
            case 4 -> new Command.RestartResource(new ResourceId(resource()),
                    random.nextBoolean() ? Optional.of(node()) : Optional.empty());
            case 3 -> new Command.RecordDigest(cluster.state().checkpoint().index(),
                    cluster.state().checkpoint().digest());
            case 5 -> new Command.ForgetTicket("ticket");
            default -> new Command.RaiseFeatureLevel(random.nextInt(2));
        };
    }

    /** What hardly ever happens, and what was staged before, or not. */
    private Command rare(Scenario cluster) {
        long incarnation = incarnation(cluster.state());
        String stage = "s" + random.nextInt(3);
        return switch (random.nextInt(7)) {
            case 0 -> new Command.ResetTime(cluster.time().minusSeconds(random.nextInt(9)));
            case 1 -> new Command.RecordNodeEvent(
                    node(), new NodeEvent.RestartAnnounced(incarnation));
            case 2 -> new Command.RecordNodeEvent(
                    node(), new NodeEvent.WatchdogChanged(incarnation, random.nextBoolean()));
            case 3 -> new Command.ChangeMembership(new MembershipChange.KeyRenewed(
                    node(), "member-" + node().value(), "key" + random.nextInt(3)));
            case 4 -> new Command.ChangeConfiguration(Optional.empty(),
                    new ConfigurationChange.Document(Configuration.EMPTY.withResources(List.of(
                            Scenario.primitive("r"), Scenario.primitive(resource() + "x")))),
                    "random");
            case 5 -> new Command.ChangeConfiguration(Optional.empty(),
                    new ConfigurationChange.Staged(stage, "digest"), "random");
            default -> new Command.AdoptTransition(cluster.index(), term(), cluster.time(),
                    List.of(), false, new TransitionSource.Staged(stage, "digest"),
                    Optional.empty());
        };
    }

    private Command configuration(ClusterState state) {
        ConfigurationEdit edit = random.nextBoolean()
                ? new ConfigurationEdit.PutResource(Scenario.primitive(resource()))
                : new ConfigurationEdit.Remove(ConfigurationSection.RESOURCES, resource());
        return new Command.ChangeConfiguration(
                random.nextBoolean() ? Optional.empty() : Optional.of(state.revision()),
                new ConfigurationChange.Edits(List.of(edit)), "random");
    }

    private Command membership(Scenario cluster) {
        String node = node().value();
        String token = "t" + random.nextInt(5);
        return new Command.ChangeMembership(switch (random.nextInt(6)) {
            case 3 -> new MembershipChange.TokenIssued(token, "h",
                    cluster.time().plusSeconds(100), Optional.of(remote()));
            case 4 -> new MembershipChange.RemoteAdmitted(token, "h",
                    new RemoteMachine(remote(), "machine", "key", "address"));
            case 5 -> new MembershipChange.RemoteRemoved(remote(), "machine");
            case 0 -> new MembershipChange.TokenIssued(token, "h",
                    cluster.time().plusSeconds(random.nextInt(100) - 5));
            case 1 -> new MembershipChange.Admitted(token, "h", Scenario.member(node));
            default -> new MembershipChange.Removed(new NodeId(node), "member-" + node);
        });
    }

    /** A remote machine bears the name of a resource, that of its connection. */
    private NodeId remote() {
        return new NodeId(resource());
    }

    private Command remoteEvent(Scenario cluster) {
        NodeId remote = remote();
        NodeId host = node();
        return new Command.RecordNodeEvent(remote, random.nextInt(3) == 0
                ? new NodeEvent.Disconnected(incarnation(cluster.state(), remote))
                : new NodeEvent.RemoteJoined(host, incarnation(cluster.state(), host),
                        "boot" + random.nextInt(2), "v"));
    }

    private static long incarnation(ClusterState state, NodeId node) {
        return state.node(node).map(NodeRecord::incarnation).orElse(0L);
    }

    private Command nodeEvent(Scenario cluster) {
        if (random.nextInt(4) == 0) {
            return remoteEvent(cluster);
        }
        long incarnation = incarnation(cluster.state());
        return new Command.RecordNodeEvent(node(), switch (random.nextInt(10)) {
            case 0, 1, 2 -> new NodeEvent.Joined("boot" + random.nextInt(2),
                    random.nextBoolean(), 1 + random.nextInt(2), "v");
            case 3 -> new NodeEvent.Suspected(term(), incarnation);
            case 4 -> new NodeEvent.Cleared(term(), incarnation);
            case 5 -> new NodeEvent.Lost(term(), incarnation, "random");
            case 6 -> new NodeEvent.ShutdownRequested(incarnation, cluster.time());
            case 7 -> new NodeEvent.Left(incarnation);
            default -> new NodeEvent.ThrottleChanged(incarnation, new NodeThrottle(
                    MODES.get(random.nextInt(MODES.size())), 1 + random.nextInt(2)));
        });
    }

    private Command adoption(Scenario cluster) {
        List<TransitionStep> steps = new ArrayList<>();
        for (InFlightAction inFlight : cluster.state().inFlight().values()) {
            if (random.nextInt(3) > 0) {
                steps.add(new TransitionStep(steps.size(), inFlight.action(), List.of(),
                        random.nextBoolean() ? Optional.of(inFlight.id()) : Optional.empty()));
            }
        }
        int more = random.nextInt(8);
        for (int i = 0; i < more; i++) {
            List<Integer> after = steps.isEmpty() || random.nextBoolean()
                    ? List.of()
                    : List.of(random.nextInt(steps.size()));
            steps.add(new TransitionStep(steps.size(), action(), after, Optional.empty()));
        }
        long base = cluster.index() - random.nextInt(2);
        return new Command.AdoptTransition(base, term(), cluster.time(),
                List.copyOf(cluster.state().inFlight().keySet()), random.nextInt(4) == 0,
                new TransitionSource.Inline(new Transition(cluster.state().revision(),
                        new TransitionLimits(random.nextInt(4) - 1, -1, random.nextInt(4) - 1),
                        steps)),
                Optional.empty());
    }

    private Action action() {
        return switch (random.nextInt(6)) {
            case 0 -> Scenario.pseudo("p" + random.nextInt(9));
            case 1 -> Scenario.fence(node().value());
            default -> Scenario.action(TASKS.get(random.nextInt(TASKS.size())),
                    resource(), node().value());
        };
    }

    private Command result(ClusterState state) {
        ActionId id = anyAction(state);
        InFlightAction inFlight = state.inFlight().get(id);
        String key = inFlight != null && inFlight.action() instanceof Action.ResourceAction r
                ? r.key()
                : resource() + "_start_0";
        ActionResult result = switch (random.nextInt(6)) {
            case 0 -> new ActionResult.NotBegun("random");
            case 1 -> new ActionResult.Unknown("random");
            default -> Scenario.completed(key, random.nextInt(3) == 0 ? random.nextInt(10) : 0);
        };
        return new Command.RecordActionResult(inFlight == null ? node() : inFlight.node(),
                inFlight == null ? incarnation(state) : inFlight.incarnation(), id, result);
    }

    private Command fencing(ClusterState state) {
        Optional<FencingRecord> open = state.fencing().open().values().stream().findFirst();
        NodeId target = open.map(FencingRecord::target).orElseGet(this::node);
        NodeId owner = open.flatMap(FencingRecord::owner).orElseGet(this::node);
        long incarnation = open.map(FencingRecord::incarnation).orElse(incarnation(state));
        return new Command.RecordFencing(target, incarnation, switch (random.nextInt(4)) {
            case 0 -> new FencingEvent.Assigned(term(), node(), FenceOperation.REBOOT);
            case 1 -> new FencingEvent.Succeeded(owner, FenceOperation.REBOOT, "d", "");
            case 2 -> new FencingEvent.Failed(owner, FenceOperation.REBOOT, "d", "");
            default -> new FencingEvent.Confirmed();
        });
    }

    private Command move(Scenario cluster) {
        return new Command.ChangeMove(new ResourceId(resource()), random.nextBoolean()
                ? new MoveChange.Requested(Optional.of(node()), cluster.time().plusSeconds(60))
                : new MoveChange.Ended("random"));
    }

    private ActionId anyAction(ClusterState state) {
        List<ActionId> ids = List.copyOf(state.inFlight().keySet());
        return ids.isEmpty() || random.nextInt(5) == 0
                ? new ActionId(random.nextInt(50), random.nextInt(3))
                : ids.get(random.nextInt(ids.size()));
    }

    private long incarnation(ClusterState state) {
        List<NodeRecord> nodes = List.copyOf(state.nodes().values());
        return nodes.get(random.nextInt(nodes.size())).incarnation();
    }

    private long term() {
        return random.nextInt(10) == 0 ? Scenario.TERM - 1 : Scenario.TERM;
    }

    private NodeId node() {
        return new NodeId(NODES[random.nextInt(NODES.length)]);
    }

    private String resource() {
        return RESOURCES[random.nextInt(RESOURCES.length)];
    }

    private InstanceId instance() {
        return new InstanceId(resource());
    }
}
