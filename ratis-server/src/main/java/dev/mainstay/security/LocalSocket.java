// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Unix socket for the user who runs the node, and root. The kernel says who is at the other
 * end (SO_PEERCRED), before a byte is read; the socket's file mode is a second fence only.
 */
public final class LocalSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSocket.class);
    private static final int ROOT = 0;

    /** Longest path that the kernel takes, without the closing zero. */
    private static final int PATH_BYTES_MAX = 107;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    /** Who may connect: the owner of this process, and root. */
    public static IntPredicate ownerAndRoot() throws IOException {
        int owner = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return uid -> uid == owner || uid == ROOT;
    }

    /**
     * A server on the socket; add services, start it, and close this after it has ended.
     *
     * @param allowed decides by the user id of the process that connects
     * @throws IOException if the path is in use by a living server, or cannot be a socket
     */
    public NettyServerBuilder server(Path path, IntPredicate allowed) throws IOException {
        requireShort(path);
        removeStale(path);
        return NettyServerBuilder.forAddress(
                new DomainSocketAddress(path.toFile()), InsecureServerCredentials.create())
                .channelFactory(
                        () -> {
                            var listener = new EpollServerDomainSocketChannel();
                            listener.pipeline().addLast(new CredentialCheck(allowed));
                            return listener;
                        })
                // Set for TCP by default, and a warning elsewhere; null takes it back.
                .withChildOption(ChannelOption.SO_KEEPALIVE, null)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops);
    }

    /** Closes the socket's file to others; call it once the server has started. */
    public static void restrict(Path path) throws IOException {
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString("rw-------"));
    }

    /** A client of the socket; close this after the channel has ended. */
    public NettyChannelBuilder client(Path path) throws IOException {
        requireShort(path);
        return NettyChannelBuilder.forAddress(
                new DomainSocketAddress(path.toFile()),
                InsecureChannelCredentials.create())
                .channelType(EpollDomainSocketChannel.class)
                // As in the server.
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .eventLoopGroup(loops)
                .overrideAuthority("localhost");
    }

    @Override
    public void close() {
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static void requireShort(Path path) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > PATH_BYTES_MAX) {
            throw new IOException(
                    "the socket path " + path + " has " + length + " bytes, the system takes "
                            + PATH_BYTES_MAX + ": choose a shorter run folder");
        }
    }

    /** A killed server leaves its file behind; only one that nobody answers on is removed. */
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            Files.delete(path);
            return;
        }
        throw new IOException("another node already answers on the socket " + path);
    }

    /** Stands before the acceptor: a refused connection never becomes a transport. */
    static final class CredentialCheck extends ChannelInboundHandlerAdapter {
        private final IntPredicate allowed;

        CredentialCheck(IntPredicate allowed) {
            this.allowed = allowed;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            Channel connection = (Channel) accepted;
            if (mayConnect(connection)) {
                context.fireChannelRead(accepted);
            } else {
                connection.unsafe().closeForcibly();
            }
        }

        private boolean mayConnect(Channel connection) {
            if (!(connection instanceof EpollDomainSocketChannel socket)) {
                return false;
            }
            try {
                PeerCredentials peer = socket.peerCredentials();
                if (allowed.test(peer.uid())) {
                    return true;
                }
                LOG.warn(
                        "refused user {} (process {}) on the local socket", peer.uid(), peer.pid());
            } catch (IOException e) {
                LOG.warn("refused a local connection: the system does not say whose it is", e);
            }
            return false;
        }
    }
}
