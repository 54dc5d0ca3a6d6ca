// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.PeerGrpc;
import dev.mainstay.security.LocalSocket;
import dev.mainstay.security.MemberInterceptor;
import dev.mainstay.security.TlsContexts;
import dev.mainstay.state.Member;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The two doors of a node: a TCP port with mutual TLS, where only joining and
 * the end of a generation are open to strangers, and a
 * Unix socket for the user who runs the node. Both lead to the same services, on virtual threads.
 */
public final class ApiServer implements AutoCloseable {

    /** The largest request or answer: a whole configuration as XML, or what would change in it. */
    public static final int MESSAGE_BYTES_MAX = 64 << 20;

    private static final long CLOSE_LIMIT_MILLIS = 500;
    /** Their secrets authorise them: a token's, and an authority's signature. */
    private static final Set<String> OPEN_TO_ALL = Set.of(
            ClusterServiceGrpc.getJoinMethod().getFullMethodName(),
            ClusterServiceGrpc.getJoinRemoteMethod().getFullMethodName(),
            PeerGrpc.getEndGenerationMethod().getFullMethodName());

    private final ExecutorService calls = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("api-", 0).factory());
    private final LocalSocket socket = new LocalSocket();
    private final List<Server> servers = new ArrayList<>();
    private final ApiServices services;

    public ApiServer(ApiServices services) {
        this.services = services;
    }

    /**
     * Opens the TCP port.
     *
     * @param members finds a member by the id in its certificate
     * @throws IOException when the address cannot be listened on
     */
    public void listen(
            InetSocketAddress address,
            TlsContexts tls,
            Function<String, Optional<Member>> members) throws IOException {
        ServerInterceptor callers =
                new CallerInterceptor(remote -> Optional.ofNullable(MemberInterceptor.CALLER.get())
                        .flatMap(identity -> members.apply(identity.memberId()))
                        .<Caller>map(member -> new Caller.MemberCaller(
                                member.node(), member.memberId(), remote))
                        .orElseGet(() -> new Caller.Stranger(remote)));
        start(NettyServerBuilder.forAddress(address, tls.apiServer()),
                new MemberInterceptor(tls, OPEN_TO_ALL), callers);
    }

    /**
     * Opens the local socket.
     *
     * @throws IOException when the path cannot be a socket, or another node answers on it
     */
    public void listenLocally(Path path) throws IOException {
        ServerInterceptor callers = new CallerInterceptor(
                remote -> new Caller.LocalCaller(System.getProperty("user.name", "local user")));
        start(socket.server(path, LocalSocket.ownerAndRoot()), callers);
        LocalSocket.restrict(path);
    }

    private void start(NettyServerBuilder builder, ServerInterceptor... interceptors)
            throws IOException {
        for (BindableService service : services.all()) {
            // gRPC runs the last interceptor first; here they are named in the order of running.
            builder.addService(MalformedMessages.answeredBy(
                    ServerInterceptors.interceptForward(service, interceptors)));
        }
        servers.add(builder.executor(calls)
                .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build()
                .start());
    }

    /** Takes no more calls, and ends the open ones after a moment. */
    @Override
    public void close() {
        servers.forEach(Server::shutdown);
        try {
            for (Server server : servers) {
                boolean ended = server.awaitTermination(
                        CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
                if (!ended) {
                    server.shutdownNow();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            servers.forEach(Server::shutdownNow);
        } finally {
            calls.shutdownNow();
            socket.close();
        }
    }
}
