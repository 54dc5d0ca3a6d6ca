// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.executor.OrderResolution.ResolvedOrder;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a node carries out what is ordered of it, and how it goes. */
class OwnActionsTest {

    private static final AgentName AGENT = new AgentName("ocf", Optional.of("test"), "service");

    private final ManualLoop loop = new ManualLoop();
    private final FakeAgent agent = new FakeAgent();
    private final LogOfOne log = new LogOfOne(loop);
    private final NodeExecutor executor = new NodeExecutor(
            new ExecutorPorts(LogOfOne.SELF, loop, loop, log, log::propose, new NoLeadership(),
                    renewal -> CompletableFuture.completedFuture(
                            new Reply.Granted(1, 0, 5_000)),
                    agent, new NoFencing(), new HostLoadAtHand()),
            (configuration, action, node, now) -> resolve(configuration),
            LivenessSettings.LOCAL_NETWORK, 1, "test");

    /** Its parameter tells with which configuration it was resolved. */
    private static Optional<ResolvedOrder> resolve(Configuration configuration) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put("resources", Integer.toString(configuration.resources().size()));
        return configuration.resources().isEmpty()
                ? Optional.empty()
                : Optional.of(new ResolvedOrder(AGENT, parameters, SortedMaps.empty(),
                        SortedMaps.empty(), OperationDigests.NONE, "Started", 0));
    }

    @BeforeEach
    void joins() {
        log.found();
        executor.open();
        renew();
    }

    private void renew() {
        loop.advance(LivenessSettings.LOCAL_NETWORK.renewEvery());
    }

    private void configure(String... resources) {
        log.apply(new Command.ChangeConfiguration(Optional.empty(),
                new ConfigurationChange.Document(Configuration.EMPTY.withResources(
                        List.of(resources).stream()
                                .map(Scenario::primitive).<dev.mainstay.model.Resource>map(
                                        each -> each)
                                .toList())),
                "test"));
    }

    private Order ordered(Task task) {
        log.adopt(task);
        loop.runAll();
        return agent.orders.getLast();
    }

    @Test
    void whatWasRemovedIsStoppedWithItsLastParameters() {
        configure("db", "app");
        configure("db");
        configure();

        assertEquals("1", ordered(Task.STOP).parameters().get("resources"));
    }

    @Test
    void whatWasRemovedIsNotStarted() {
        configure("db");
        configure();
        log.adopt(Task.START);
        loop.runAll();

        assertTrue(agent.orders.isEmpty());
        assertTrue(log.commands.stream().anyMatch(Command.RecordActionResult.class::isInstance));
    }

    @Test
    void resultNamesTheInstanceAndNotItsNumberInThePlan() {
        configure("db");
        log.adopt(new ResourceAction("db:1_start_0", new ResourceId("db"), new InstanceId("db"),
                Task.START, 0, LogOfOne.SELF, 1_000, 0, false, SortedMaps.empty()));
        loop.runAll();

        assertEquals("db_start_0", agent.orders.getLast().operationKey());
    }

    @Test
    void nodeThatMayNotLeaveYetAsksAgain() {
        log.keepsEverybody = true;
        var departed = executor.leave();
        loop.runAll();
        log.adopt(new ClusterAction("do_shutdown-n1", ClusterTask.SHUTDOWN, LogOfOne.SELF,
                Optional.empty()));
        renew();
        assertTrue(!departed.isDone());

        log.keepsEverybody = false;
        log.apply(new Command.Barrier());
        renew();

        assertEquals(Departed.LEFT, departed.getNow(Departed.ALONE));
    }
}
