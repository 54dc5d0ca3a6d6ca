// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.proto.v1.ClusterServiceGrpc.ClusterServiceImplBase;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.GetStatusRequest;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTest {

    @TempDir
    private Path folder;

    @Test
    void callsGoOverTheSocketOfTheNode() throws IOException {
        Path socket = folder.resolve("api.sock");
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Server server = NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelType(NioServerDomainSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .addService(new Status())
                .build()
                .start();
        try (ClusterClient client = client(socket)) {
            assertEquals("over a socket", client.status(Consistency.LOCAL).getClusterName());
        } finally {
            server.shutdownNow();
            var unused = loop.shutdownGracefully();
        }
    }

    @Test
    void missingSocketIsToldAtOnce() {
        try (ClusterClient client = client(folder.resolve("none.sock"))) {
            CommandFailure failure = assertThrows(
                    CommandFailure.class, () -> client.status(Consistency.LOCAL));
            assertEquals(ExitCode.UNAVAILABLE, failure.exitCode());
            assertTrue(String.valueOf(failure.getMessage()).startsWith("No node answers at "
                    + folder.resolve("none.sock")), failure.getMessage());
        }
    }

    private static ClusterClient client(Path socket) {
        Endpoint endpoint = new Endpoint.Socket(socket);
        return new ClusterClient(
                endpoint, new NettyChannels().open(endpoint), Duration.ofSeconds(30));
    }

    private static final class Status extends ClusterServiceImplBase {

        @Override
        public void getStatus(GetStatusRequest request, StreamObserver<ClusterStatus> observer) {
            observer.onNext(ClusterStatus.newBuilder().setClusterName("over a socket").build());
            observer.onCompleted();
        }
    }
}
