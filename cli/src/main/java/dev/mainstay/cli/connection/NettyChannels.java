// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import javax.net.ssl.SSLException;

/**
 * Channels over a node's Unix socket, or over TCP with mutual TLS. The JDK's own Unix sockets serve
 * well for one connection, and loading no native library keeps a short command short.
 */
public final class NettyChannels implements ChannelOpener {

    /** As large as a node's own limit for requests. */
    private static final int MAX_REPLY_BYTES = 64 << 20;

    @Override
    public ManagedChannel open(Endpoint endpoint) {
        NettyChannelBuilder builder = switch (endpoint) {
            case Endpoint.Socket(var path) -> NettyChannelBuilder
                    .forAddress(UnixDomainSocketAddress.of(path))
                    .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                    // Set for TCP by default, and a warning elsewhere; null takes it back.
                    .withOption(ChannelOption.SO_KEEPALIVE, null)
                    .overrideAuthority("localhost")
                    .usePlaintext();
            case Endpoint.Tcp(var host, var port, var credentials) -> NettyChannelBuilder
                    .forAddress(new InetSocketAddress(host, port))
                    .channelType(NioSocketChannel.class, InetSocketAddress.class)
                    .overrideAuthority(host)
                    .sslContext(tls(credentials));
        };
        return builder.eventLoopGroup(Loop.SHARED).maxInboundMessageSize(MAX_REPLY_BYTES).build();
    }

    private static SslContext tls(Endpoint.Credentials files) {
        try {
            return GrpcSslContexts.forClient()
                    .trustManager(files.authority().toFile())
                    .keyManager(files.certificate().toFile(), files.key().toFile())
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION,
                    "The certificates in " + files.certificate().getParent()
                            + " cannot be used: " + e.getMessage() + ".",
                    "A TCP endpoint needs a member's certificate: name the node's folder with"
                            + " --dir.",
                    e);
        }
    }

    /** One thread for all channels, made with the first of them; ends with the process. */
    private static final class Loop {

        static final EventLoopGroup SHARED = new MultiThreadIoEventLoopGroup(1,
                Thread.ofPlatform().daemon().name("api-client-", 0).factory(),
                NioIoHandler.newFactory());
    }
}
