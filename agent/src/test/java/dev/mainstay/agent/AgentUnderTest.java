// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import com.google.common.util.concurrent.ListenableFuture;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.AgentActionId;
import dev.mainstay.proto.v1.AttachRequest;
import dev.mainstay.proto.v1.AttachResponse;
import dev.mainstay.proto.v1.CancelRequest;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.MonitorDefinition;
import dev.mainstay.proto.v1.MonitorKey;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import dev.mainstay.proto.v1.SetMonitorsRequest;
import dev.mainstay.proto.v1.WatchReportsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real agent over a temporary folder, with resource agents that a test writes. */
final class AgentUnderTest implements AutoCloseable {
    static final long EPOCH = 7;
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long FAR_AWAY_NANOS = Duration.ofHours(1).toNanos();

    private final Path folder;
    private final NodeAgentDaemon daemon;
    private final Server server;
    private final ManagedChannel channel;

    private AgentUnderTest(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.daemon = NodeAgentDaemon.open(configuration(folder));
        String name = UUID.randomUUID().toString();
        this.server =
                InProcessServerBuilder.forName(name).directExecutor().addService(daemon.service())
                        .build()
                        .start();
        this.channel = InProcessChannelBuilder.forName(name).build();
    }

    static AgentConfiguration configuration(Path folder) {
        return AgentConfiguration.confined("n1", folder.resolve("state"))
                .withOcfRoots(List.of(folder.resolve("resource.d")))
                .withServices(new ServicePlaces(folder.resolve("bus"), folder.resolve("units"),
                        folder.resolve("init.d")))
                .withKillGrace(Duration.ofMillis(200));
    }

    static AgentUnderTest open(Path folder) throws IOException, InterruptedException {
        return new AgentUnderTest(folder);
    }

    /** An agent whose master has attached with {@link #EPOCH} and holds a long lease. */
    static AgentUnderTest attached(Path folder) throws IOException, InterruptedException {
        AgentUnderTest agent = open(folder);
        agent.attach(EPOCH);
        return agent;
    }

    /** Writes {@code ocf:test:<type>}; the body sees the action as $1. */
    static void script(Path folder, String type, String body) throws IOException {
        Path script = folder.resolve("resource.d/test").resolve(type);
        Files.createDirectories(script.resolveSibling(""));
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    NodeAgentGrpc.NodeAgentBlockingStub blocking() {
        return NodeAgentGrpc.newBlockingStub(channel);
    }

    ManagedChannel channel() {
        return channel;
    }

    AttachResponse attach(long epoch) {
        return blocking().attach(AttachRequest.newBuilder().setEpoch(epoch).build());
    }

    /** An order on resource {@code r} of {@code ocf:test:<type>} with a long lease. */
    ExecuteRequest.Builder order(int number, String type, String task) {
        return ExecuteRequest.newBuilder()
                .setEpoch(EPOCH)
                .setId(AgentActionId.newBuilder().setTransition(100).setNumber(number))
                .setResource("r")
                .setAgent(spec("test", type))
                .setTask(task)
                .putParameters("trace", folder.resolve("trace").toString())
                .setTimeoutMillis(20_000)
                .setLeaseDeadlineBoottimeNanos(leaseNanos());
    }

    static ResourceAgentSpec spec(String provider, String type) {
        return ResourceAgentSpec.newBuilder()
                .setStandard("ocf")
                .setProvider(provider)
                .setType(type)
                .build();
    }

    static long leaseNanos() {
        return BootClock.system().nanos() + FAR_AWAY_NANOS;
    }

    ActionOutcome run(ExecuteRequest.Builder order) {
        return blocking().execute(order.build());
    }

    /** Returns when the cancellation has arrived, not when the action has ended. */
    ListenableFuture<ActionOutcome> cancel(int number) {
        return NodeAgentGrpc.newFutureStub(channel)
                .cancel(CancelRequest.newBuilder()
                        .setEpoch(EPOCH)
                        .setId(AgentActionId.newBuilder().setTransition(100).setNumber(number))
                        .build());
    }

    ListenableFuture<ActionOutcome> begin(ExecuteRequest.Builder order) {
        return NodeAgentGrpc.newFutureStub(channel).execute(order.build());
    }

    static <T> T await(ListenableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    MonitorDefinition.Builder monitor(int number, String type) {
        return MonitorDefinition.newBuilder()
                .setKey(MonitorKey.newBuilder()
                        .setResource("r")
                        .setRole("Started")
                        .setIntervalMillis(20))
                .setAgent(spec("test", type))
                .putParameters("trace", folder.resolve("trace").toString())
                .setTimeoutMillis(20_000)
                .setOrderedBy(AgentActionId.newBuilder().setTransition(100).setNumber(number));
    }

    void setMonitors(MonitorDefinition.Builder... monitors) {
        setMonitors(0, monitors);
    }

    void setMonitors(long number, MonitorDefinition.Builder... monitors) {
        SetMonitorsRequest.Builder request =
                SetMonitorsRequest.newBuilder().setEpoch(EPOCH).setNumber(number);
        for (MonitorDefinition.Builder monitor : monitors) {
            request.addMonitors(monitor);
        }
        blocking().setMonitors(request.build());
    }

    /** The reports from now on. */
    Reports watch() {
        Reports reports = new Reports();
        NodeAgentGrpc.newStub(channel)
                .watchReports(
                        WatchReportsRequest.newBuilder().setEpoch(EPOCH).build(), reports);
        return reports;
    }

    /** Collects reports. */
    static final class Reports implements StreamObserver<MonitorReport> {
        private final BlockingQueue<MonitorReport> queue = new LinkedBlockingQueue<>();

        MonitorReport next() throws InterruptedException {
            MonitorReport report = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (report == null) {
                throw new AssertionError("no report came");
            }
            return report;
        }

        boolean isEmpty() {
            return queue.isEmpty();
        }

        @Override
        public void onNext(MonitorReport report) {
            queue.add(report);
        }

        @Override
        public void onError(Throwable failure) {
            // The stream ends with the agent.
        }

        @Override
        public void onCompleted() {
            // As above.
        }
    }

    /** What the resource agents have written to the file that parameter trace names. */
    List<String> trace() throws IOException {
        return trace(folder);
    }

    static List<String> trace(Path folder) throws IOException {
        Path file = folder.resolve("trace");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        server.shutdownNow();
        daemon.close();
    }
}
