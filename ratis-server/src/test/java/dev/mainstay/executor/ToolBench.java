// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient.ToolAnswer;
import dev.mainstay.port.AgentClient.ToolCall;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.state.Command;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A machine of a cluster on which a resource agent calls tools. */
final class ToolBench {

    final ManualLoop loop = new ManualLoop();
    final LogOfOne log = new LogOfOne(loop);
    private final FakeAgent agent = new FakeAgent();

    ToolBench() {
        NodeExecutor executor = new NodeExecutor(
                new ExecutorPorts(LogOfOne.SELF, loop, loop, log, log::propose,
                        new NoLeadership(Optional.of(LogOfOne.SELF)),
                        renewal -> CompletableFuture.completedFuture(
                                new Reply.Granted(1, 0, 5_000)),
                        agent, new NoFencing()),
                new SchedulerResolution(), LivenessSettings.LOCAL_NETWORK, 1, "test");
        log.found();
        executor.open();
        loop.advance(Duration.ofSeconds(1));
    }

    /** @param sections what is inside the CIB's configuration */
    void configure(String sections) {
        try {
            SchedulerInput read = CibReader.read(new ByteArrayInputStream(
                    ("<cib><configuration>" + sections + "</configuration><status/></cib>")
                            .getBytes(StandardCharsets.UTF_8)),
                    Instant.EPOCH);
            log.apply(new Command.ChangeConfiguration(Optional.empty(),
                    new Command.ConfigurationChange.Document(read.configuration()), "test"));
        } catch (CibFormatException wrong) {
            throw new AssertionError(wrong);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Another machine joins; answers with its incarnation. */
    long join(NodeId node) {
        log.apply(new Command.ChangeMembership(new MembershipChange.TokenIssued(
                "t-" + node, "h", Instant.EPOCH.plusSeconds(3600))));
        log.apply(new Command.ChangeMembership(new MembershipChange.Admitted("t-" + node, "h",
                new Member(node, "m-" + node, "k-" + node, node + ".1", node + ":1", node + ":2",
                        true))));
        log.apply(new Command.RecordNodeEvent(node, new NodeEvent.Joined("b", true, 1, "v")));
        return log.state.node(node).orElseThrow().incarnation();
    }

    /** The instance goes through an operation here, which ends as expected. */
    void operated(String instance, Task task) {
        ended(instance, task, OcfExitCode.OK);
    }

    /** The instance goes through an operation here, which ends with this code. */
    void ended(String instance, Task task, OcfExitCode code) {
        InstanceId id = new InstanceId(instance);
        log.adopt(new ResourceAction(instance + "_" + task.ocfName() + "_0", id.resource(), id,
                task, 0, LogOfOne.SELF, 1_000, 0, false, SortedMaps.empty()));
        loop.advance(Duration.ofMillis(100));
        agent.end(agent.orders.getLast(), code);
        loop.advance(Duration.ofMillis(100));
    }

    /** A transient attribute of this machine; empty if there is none. */
    String attribute(String name) {
        return log.state.node(LogOfOne.SELF).orElseThrow().attributes().getOrDefault(name, "");
    }

    /** What the tool prints, which has to be a success. */
    String told(String tool, String... arguments) {
        ToolAnswer answer = call(tool, arguments);
        assertTrue(answer.exitCode() == 0, answer.toString());
        return answer.text();
    }

    ToolAnswer call(String tool, String... arguments) {
        CompletableFuture<ToolAnswer> answer = begin("db", tool, arguments);
        loop.runAll();
        assertTrue(answer.isDone(), tool);
        return answer.join();
    }

    /** @param instance the one that the caller works for */
    CompletableFuture<ToolAnswer> begin(String instance, String tool, String... arguments) {
        return agent.tools.orElseThrow()
                .called(new ToolCall(tool, instance, List.of(arguments)));
    }
}
