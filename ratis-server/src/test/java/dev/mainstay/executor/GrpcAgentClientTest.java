// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient.Monitor;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.AgentActionId;
import dev.mainstay.proto.v1.AttachRequest;
import dev.mainstay.proto.v1.AttachResponse;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.MonitorKey;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.SetMonitorsRequest;
import dev.mainstay.proto.v1.SetMonitorsResponse;
import dev.mainstay.proto.v1.WatchReportsRequest;
import dev.mainstay.state.ActionResult;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line to a node agent over real gRPC: what a cut call means, and how reports go on. */
class GrpcAgentClientTest {

    private static final ActionId ACTION = new ActionId(12, 3);
    private static final AgentName AGENT =
            new AgentName("ocf", Optional.of("mainstay"), "process");

    private final FakeNodeAgent agent = new FakeNodeAgent();
    private Server server;
    private ManagedChannel channel;
    private GrpcAgentClient client;

    @BeforeEach
    void open() throws IOException {
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name).addService(agent).build().start();
        channel = InProcessChannelBuilder.forName(name).build();
        client = new GrpcAgentClient(channel, new ManualLoop());
    }

    @AfterEach
    void close() {
        client.close();
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void cutCallIsAskedForAgainByItsId() throws Exception {
        agent.failures.add(Status.UNAVAILABLE);
        agent.outcome = ActionOutcome.newBuilder()
                .setStatus(ActionOutcome.Status.COMPLETED).setExitCode(7).build();

        ActionResult result = client.execute(order(Task.PROBE)).get(20, TimeUnit.SECONDS);

        var completed = assertInstanceOf(ActionResult.Completed.class, result);
        assertEquals(OcfExitCode.NOT_RUNNING.code(), completed.record().exitCode());
        assertEquals(2, agent.executed.size());
        assertEquals(agent.executed.getFirst(), agent.executed.getLast());
    }

    @Test
    void refusedFirstCallBeganNothing() throws Exception {
        agent.failures.add(Status.FAILED_PRECONDITION);

        assertInstanceOf(ActionResult.NotBegun.class,
                client.execute(order(Task.START)).get(20, TimeUnit.SECONDS));
    }

    @Test
    void refusalAfterACutCallIsUnknown() throws Exception {
        agent.failures.add(Status.UNAVAILABLE);
        agent.failures.add(Status.FAILED_PRECONDITION);

        assertInstanceOf(ActionResult.Unknown.class,
                client.execute(order(Task.START)).get(20, TimeUnit.SECONDS));
    }

    @Test
    void onlyTheResourceAgentsOwnEndSpeaksOfTheResource() throws Exception {
        agent.outcome = ActionOutcome.newBuilder()
                .setStatus(ActionOutcome.Status.TIMED_OUT).setExitReason("too slow").build();
        var slow = assertInstanceOf(ActionResult.Completed.class,
                client.execute(order(Task.STOP)).get(20, TimeUnit.SECONDS));
        assertEquals(OperationStatus.TIMED_OUT, slow.record().status());

        agent.outcome = ActionOutcome.newBuilder()
                .setStatus(ActionOutcome.Status.INTERRUPTED).build();
        assertInstanceOf(ActionResult.Unknown.class,
                client.execute(order(Task.STOP)).get(20, TimeUnit.SECONDS));
    }

    @Test
    void halfOfALiveMigrationIsRecordedWithBothMachines() throws Exception {
        agent.outcome = ActionOutcome.newBuilder()
                .setStatus(ActionOutcome.Status.COMPLETED).build();
        SortedMap<String, String> meta = new TreeMap<>(
                Map.of("migrate_source", "a", "migrate_target", "b"));
        for (Task half : List.of(Task.MIGRATE_TO, Task.MIGRATE_FROM)) {
            var ended = assertInstanceOf(ActionResult.Completed.class,
                    client.execute(order(half, SortedMaps.copyOf(meta)))
                            .get(20, TimeUnit.SECONDS));
            assertEquals(Optional.of(new NodeId("a")), ended.record().migrateSource());
            assertEquals(Optional.of(new NodeId("b")), ended.record().migrateTarget());
        }
    }

    @Test
    void higherEpochOfTheAgentRefusesTheAttach() throws Exception {
        agent.keptEpoch = 50;

        assertTrue(client.attach(40).get(20, TimeUnit.SECONDS).isEmpty());
    }

    @Test
    void reportStreamThatEndsGoesOnAfterTheLastReport() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        client.onReport((monitor, instance, last, record) -> heard.add(
                instance + " " + record.exitCode() + " " + last.orElseThrow()));
        client.setMonitors(9, List.of(monitor())).get(20, TimeUnit.SECONDS);
        client.attach(9).get(20, TimeUnit.SECONDS);

        agent.report(1, 0);
        assertEquals("db 0 11.2", heard.poll(20, TimeUnit.SECONDS));
        agent.endStream();
        agent.report(2, 7);
        assertEquals("db 7 11.2", heard.poll(20, TimeUnit.SECONDS));
        assertEquals(1, agent.watched.getLast().getAfterSequence());
    }

    @Test
    void listsOfMonitorsAreNumbered() throws Exception {
        client.setMonitors(9, List.of(monitor())).get(20, TimeUnit.SECONDS);
        client.setMonitors(9, List.of()).get(20, TimeUnit.SECONDS);

        assertEquals(List.of(1L, 2L), agent.monitorLists);
    }

    private static Order order(Task task) {
        return order(task, SortedMaps.empty());
    }

    private static Order order(Task task, SortedMap<String, String> meta) {
        return new Order(9, ACTION, new InstanceId("db"), AGENT, task,
                "db_" + task.ocfName() + "_0", 0, 1_000, 0, SortedMaps.empty(),
                meta, SortedMaps.empty(), OperationDigests.NONE,
                OptionalLong.of(77), 4);
    }

    private static Monitor monitor() {
        return new Monitor(ACTION, new InstanceId("db"), AGENT, "Started", "db_monitor_1000",
                1_000, 0, 1_000, 0, SortedMaps.empty(), SortedMaps.empty(), SortedMaps.empty(),
                OperationDigests.NONE, 4);
    }

    /** Answers as the test says. */
    private static final class FakeNodeAgent extends NodeAgentGrpc.NodeAgentImplBase {

        private final Deque<Status> failures = new ArrayDeque<>();
        private final List<ExecuteRequest> executed =
                Collections.synchronizedList(new ArrayList<>());
        private final List<WatchReportsRequest> watched =
                Collections.synchronizedList(new ArrayList<>());
        final List<Long> monitorLists = Collections.synchronizedList(new ArrayList<>());
        private final BlockingQueue<StreamObserver<MonitorReport>> streams =
                new LinkedBlockingQueue<>();
        private volatile ActionOutcome outcome = ActionOutcome.getDefaultInstance();
        private volatile long keptEpoch;

        private void report(long sequence, int exitCode) throws InterruptedException {
            StreamObserver<MonitorReport> stream = streams.poll(20, TimeUnit.SECONDS);
            stream.onNext(MonitorReport.newBuilder()
                    .setSequence(sequence)
                    .setAgentInstance("run-1")
                    .setKey(MonitorKey.newBuilder().setResource("db"))
                    .setOrderedBy(AgentActionId.newBuilder()
                            .setTransition(ACTION.transition()).setNumber(ACTION.number()))
                    .setSeenEpoch(9)
                    .setSeenAction(AgentActionId.newBuilder()
                            .setTransition(11).setNumber(2))
                    .setStatus(ActionOutcome.Status.COMPLETED)
                    .setExitCode(exitCode)
                    .build());
            streams.add(stream);
        }

        private void endStream() throws InterruptedException {
            streams.poll(20, TimeUnit.SECONDS).onError(Status.UNAVAILABLE.asRuntimeException());
        }

        @Override
        public void execute(ExecuteRequest request, StreamObserver<ActionOutcome> answer) {
            executed.add(request);
            Status failure = failures.poll();
            if (failure == null) {
                answer.onNext(outcome);
                answer.onCompleted();
            } else {
                answer.onError(failure.asRuntimeException());
            }
        }

        @Override
        public void attach(AttachRequest request, StreamObserver<AttachResponse> answer) {
            if (request.getEpoch() < keptEpoch) {
                answer.onError(Status.FAILED_PRECONDITION.asRuntimeException());
            } else {
                answer.onNext(AttachResponse.newBuilder().setEpoch(request.getEpoch()).build());
                answer.onCompleted();
            }
        }

        @Override
        public void setMonitors(
                SetMonitorsRequest request, StreamObserver<SetMonitorsResponse> answer) {
            monitorLists.add(request.getNumber());
            answer.onNext(SetMonitorsResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void watchReports(
                WatchReportsRequest request, StreamObserver<MonitorReport> answer) {
            watched.add(request);
            streams.add(answer);
        }
    }
}
