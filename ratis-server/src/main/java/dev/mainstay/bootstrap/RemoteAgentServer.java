// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.api.RemoteRequests;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.ExcludeMembersRequest;
import dev.mainstay.proto.v1.ExcludeMembersResponse;
import dev.mainstay.proto.v1.RemoteAgentGrpc;
import dev.mainstay.security.HotCredentials;
import dev.mainstay.security.MemberInterceptor;
import dev.mainstay.security.NodeCredentials;
import dev.mainstay.security.RemoteIdentity;
import dev.mainstay.security.TlsContexts;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door of a remote machine: its agent's services over mutual TLS, for members of its
 * cluster alone. Closing it ends what is being carried out; services run on.
 */
public final class RemoteAgentServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteAgentServer.class);

    private final FolderLock lock;
    private final ExecutorService calls;
    private final Server server;

    private RemoteAgentServer(FolderLock lock, ExecutorService calls, Server server) {
        this.lock = lock;
        this.calls = calls;
        this.server = server;
    }

    /** Makes the agent's services, once it is certain that this process may use the folder. */
    @FunctionalInterface
    public interface Services {
        List<BindableService> open() throws InterruptedException;
    }

    /**
     * Starts to serve.
     *
     * @throws StartupFailure with one sentence and an exit code
     */
    public static RemoteAgentServer open(
            RemoteSettings settings, Services services, NodeClock clock)
            throws InterruptedException {
        NodeFolder folder = settings.folder();
        FolderLock lock = FolderLock.take(folder);
        ExecutorService calls = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("remote-", 0).factory());
        try {
            Server server = serve(settings, services.open(), calls, clock);
            return new RemoteAgentServer(lock, calls, server);
        } catch (RuntimeException | InterruptedException failure) {
            calls.shutdownNow();
            lock.close();
            throw failure;
        }
    }

    private static Server serve(
            RemoteSettings settings,
            List<BindableService> services,
            ExecutorService calls,
            NodeClock clock) {
        NodeFolder folder = settings.folder();
        RemoteMembership membership = RemoteMembership.read(folder);
        NodeCredentials own = new NodeKeyFolder(folder).credentials();
        RemoteIdentity identity = RemoteIdentity.of(own.certificate())
                .orElseThrow(() -> new StartupFailure(ExitCode.BAD_DATA, "the certificate in "
                        + folder.keys() + " is of no remote machine: join again"));
        try {
            ExcludedMembers members = ExcludedMembers.read(folder);
            TlsContexts tls = TlsContexts.ofRemote(
                    new HotCredentials(own), identity, members, clock::wall);
            List<BindableService> all = new ArrayList<>(services);
            all.add(new Exclusions(members, membership.machineId(), settings.node()));
            NettyServerBuilder builder = NettyServerBuilder.forAddress(
                    new InetSocketAddress(settings.address(), settings.port()),
                    tls.memberServer());
            MemberInterceptor callers = new MemberInterceptor(tls, Set.of());
            all.forEach(service -> builder.addService(
                    ServerInterceptors.interceptForward(service, callers)));
            Server server = builder.executor(calls)
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .build()
                    .start();
            LOG.info("remote machine {} of cluster {} listens on {}", settings.node(),
                    membership.clusterName(), settings.agentAddress());
            return server;
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.CANNOT_CREATE, "cannot listen on "
                    + settings.agentAddress() + " (" + FolderLock.reason(failure)
                    + "): stop the other process, or set another address or agent-port in "
                    + folder.settings(), failure);
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        calls.shutdownNow();
        lock.close();
    }

    private static final class Exclusions extends RemoteAgentGrpc.RemoteAgentImplBase {
        private final ExcludedMembers members;
        private final String machineId;
        private final String node;

        Exclusions(ExcludedMembers members, String machineId, String node) {
            this.members = members;
            this.machineId = machineId;
            this.node = node;
        }

        @Override
        public void excludeMembers(
                ExcludeMembersRequest request, StreamObserver<ExcludeMembersResponse> observer) {
            try {
                members.add(RemoteRequests.excluded(request));
                observer.onNext(RemoteRequests.machine(machineId, node));
                observer.onCompleted();
            } catch (IOException failure) {
                observer.onError(Status.INTERNAL.withDescription(
                        "cannot keep who was removed: " + failure.getMessage())
                        .asRuntimeException());
            }
        }
    }
}
