// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.codec.agent.AgentDeclaration;
import dev.mainstay.executor.OrderResolution.ResolvedOrder;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.ConfigurationEdit;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a changed parameter asks for, from what is told to an agent to the next plan. */
class ReloadOrRestartTest {

    private static final AgentDeclaration DECLARED =
            new AgentDeclaration(true, List.of("password", "port"), List.of("password"));

    private static Primitive resource(String port, String level, String password) {
        List<Attribute> parameters = Map.of("port", port, "level", level, "password", password)
                .entrySet().stream()
                .map(entry -> new Attribute(Optional.of("r-" + entry.getKey()), Optional.empty(),
                        Optional.of(entry.getKey()), Optional.of(entry.getValue())))
                .toList();
        return new Primitive(new ResourceId("r"), Optional.empty(), Optional.of(Scenario.DUMMY),
                new ResourceOptions(Optional.empty(),
                        List.of(new AttributeSet(Optional.of("r-parameters"), Optional.empty(),
                                Optional.empty(), Optional.empty(), parameters)),
                        List.of(), List.of()),
                OperationList.EMPTY);
    }

    private static Scenario running() {
        Scenario cluster = Scenario.of("a").with(resource("80", "info", "x"));
        cluster.accept(Scenario.property("stonith-enabled", "false"));
        carryOut(cluster, Task.START);
        return cluster;
    }

    /** As the executor does it, with an agent that succeeds. */
    private static void carryOut(Scenario cluster, Task task) {
        ResourceAction action = Scenario.action(task, "r", "a");
        cluster.adopt(action);
        ResolvedOrder resolved = new SchedulerResolution().resolve(
                cluster.state().configuration(), action, new NodeId("a"), cluster.time())
                .orElseThrow();
        Order order = new Order(1, new ActionId(1, 1), action.instance(), resolved.agent(), task,
                action.key(), 0, 1000, 0, resolved.parameters(), resolved.meta(),
                resolved.environment(), resolved.digests(), OptionalLong.empty(), 1);
        ActionResult result = RecordedDigests.with(
                Scenario.completed(action.key(), 0), order, DECLARED);
        cluster.accept(cluster.result(action.key(), "a", result));
    }

    private static List<String> planned(Scenario cluster) {
        return Scheduler.plan(SchedulerInputs.of(cluster.state(), cluster.time())).actions()
                .stream()
                .filter(action -> action.kind() == PlannedAction.Kind.RESOURCE)
                .map(PlannedAction::key)
                .sorted()
                .toList();
    }

    private static void change(Scenario cluster, Primitive changed) {
        cluster.accept(new Command.ChangeConfiguration(Optional.empty(),
                new ConfigurationChange.Edits(
                        List.of(new ConfigurationEdit.PutResource(changed))),
                "test"));
    }

    @Test
    void nothingIsDoneWhereNothingChanged() {
        assertEquals(List.of(), planned(running()));
    }

    @Test
    void reloadableParameterIsReloadedOnce() {
        Scenario cluster = running();
        change(cluster, resource("80", "debug", "x"));
        assertEquals(List.of("r_reload-agent_0"), planned(cluster));

        carryOut(cluster, Task.RELOAD_AGENT);

        assertEquals(List.of(), planned(cluster));
    }

    @Test
    void otherParameterAsksForARestart() {
        Scenario cluster = running();
        change(cluster, resource("81", "info", "x"));

        assertEquals(List.of("r_start_0", "r_stop_0"), planned(cluster));
    }

    @Test
    void changedSecretAsksForARestart() {
        Scenario cluster = running();
        change(cluster, resource("80", "info", "y"));

        assertEquals(List.of("r_start_0", "r_stop_0"), planned(cluster));
    }

    @Test
    void hiddenSecretAsksForNothing() {
        Scenario cluster = running();
        change(cluster, resource("80", "info", "****"));

        assertEquals(List.of(), planned(cluster));
    }
}
