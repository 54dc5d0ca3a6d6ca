// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.scheduler.LossAges;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.unpack.OperationDigest;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionProgress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A log written by hand whose plans are those of the real scheduler. */
public final class PlannedCluster {

    /** No cluster of these tests needs more plans than that to come to rest. */
    private static final int MOST_ROUNDS = 200;

    private final Scenario scenario = Scenario.of("a", "b", "c");
    private final SchedulerPlanner planner =
            new SchedulerPlanner(new NodeId("a"), LivenessSettings.LOCAL_NETWORK.lease(),
                    () -> new LossAges(new TreeMap<>()));

    public Scenario scenario() {
        return scenario;
    }

    public static String primitive(String id, String... meta) {
        return "<primitive id='" + id + "' class='ocf' provider='mainstay' type='dummy'>"
                + "<meta_attributes id='" + id + "-m'>" + pairs(id, meta)
                + "</meta_attributes></primitive>";
    }

    private static String pairs(String owner, String... meta) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < meta.length; i += 2) {
            text.append("<nvpair id='").append(owner).append("-m-").append(meta[i])
                    .append("' name='").append(meta[i]).append("' value='").append(meta[i + 1])
                    .append("'/>");
        }
        return text.toString();
    }

    public static Configuration configuration(String options, String resources,
            String constraints) {
        String document = "<cib><configuration><crm_config><cluster_property_set id='o'>" + options
                + "</cluster_property_set></crm_config><nodes/><resources>" + resources
                + "</resources><constraints>" + constraints
                + "</constraints></configuration><status/></cib>";
        try {
            return CibReader.read(
                    new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                    Instant.EPOCH).configuration();
        } catch (CibFormatException malformed) {
            throw new IllegalArgumentException(document, malformed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A cluster without fencing. */
    public void configure(String resources, String constraints) {
        configure(configuration("<nvpair id='o-f' name='stonith-enabled' value='false'/>",
                resources, constraints));
    }

    public void configure(Configuration configuration) {
        scenario.accept(change(configuration));
    }

    public static Command change(Configuration configuration) {
        return new Command.ChangeConfiguration(Optional.empty(),
                new ConfigurationChange.Document(configuration), "test");
    }

    /** A plan from the present state, to be adopted now or later. */
    public Command.AdoptTransition draft() {
        var state = scenario.state();
        var planned = planner.plan(state, scenario.time());
        return new Command.AdoptTransition(scenario.index(), Scenario.TERM, scenario.time(),
                List.copyOf(state.inFlight().keySet()), false,
                new TransitionSource.Inline(planned.transition()), planned.recheckAt());
    }

    public void plan() {
        scenario.accept(draft());
    }

    /** What the scheduler wants, whatever of it the transition has. */
    public List<PlannedAction> wanted(ClusterState state, Instant now) {
        return Scheduler.plan(planner.input(state, now)).actions();
    }

    /** Lets everything end as expected, with as many plans as are wanted. */
    public void settle() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (scenario.state().planDemand().isWanted()) {
                plan();
            } else if (scenario.state().inFlight().isEmpty()) {
                return;
            }
            for (InFlightAction each : List.copyOf(scenario.state().inFlight().values())) {
                if (each.action() instanceof ResourceAction action) {
                    complete(action.key(), each.node().value(), action.targetExitCode());
                }
            }
        }
        throw new AssertionError("no rest: " + scenario.state().planDemand() + " in flight "
                + scenario.keysInFlight());
    }

    /** Keys of what is in flight, without the machines. */
    public List<String> inFlight() {
        return scenario.state().inFlight().values().stream()
                .map(action -> action.action().key())
                .sorted()
                .toList();
    }

    /** Where the action is in flight. */
    public String nodeOf(String key) {
        return scenario.state().inFlight().values().stream()
                .filter(action -> action.action().key().equals(key))
                .map(action -> action.node().value())
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not in " + inFlight()));
    }

    public void complete(String key) {
        complete(key, nodeOf(key), 0);
    }

    /** Ends an action with the digest of no parameters, which none of these resources has. */
    private void complete(String key, String node, int exitCode) {
        OperationRecord record = Scenario.record(key, exitCode, OperationStatus.DONE);
        SortedMap<String, String> told = context(key, node);
        scenario.accept(scenario.result(key, node, new ActionResult.Completed(new OperationRecord(
                record.id(), record.task(), record.intervalMillis(), record.order(),
                record.status(), exitCode, record.expectedExitCode(), record.lastChange(),
                record.lastRun(), record.times(),
                new OperationDigests(Optional.of(OperationDigest.of(SortedMaps.empty())),
                        Optional.empty(), Optional.empty(), List.of(), List.of()),
                record.exitReason(), migrationEnd(told, "migrate_source"),
                migrationEnd(told, "migrate_target"),
                record.operationKey(), record.transitionKey()))));
    }

    private SortedMap<String, String> context(String key, String node) {
        return scenario.state().inFlight().values().stream()
                .filter(each -> each.node().value().equals(node))
                .flatMap(each -> TransitionProgress.resourceAction(each).stream())
                .filter(action -> action.key().equals(key))
                .map(ResourceAction::context)
                .findFirst()
                .orElseGet(SortedMaps::empty);
    }

    /** As executors record it: a half of a live migration names both machines. */
    private static Optional<NodeId> migrationEnd(SortedMap<String, String> told, String name) {
        return Optional.ofNullable(told.get(name)).map(NodeId::new);
    }

    public boolean hasInFlight(Task task, String resource) {
        return scenario.state().inFlight().values().stream()
                .anyMatch(each -> each.action() instanceof ResourceAction action
                        && action.task() == task && action.resource().value().equals(resource));
    }
}
