// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/**
 * All frames that arrive at one interface, and a way to send frames out of it. Each frame goes with
 * the header of virtio that tells about checksums and segments still to be made, so that frames of
 * the kernel's own making can be passed on as they are.
 */
final class FrameSocket implements AutoCloseable {

    /** The largest segment that the kernel hands over, its frame and the virtio header. */
    static final int LARGEST_FRAME = 80_000;

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_VNET_HDR = 15;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final int socket;

    private FrameSocket(int socket) {
        this.socket = socket;
    }

    static FrameSocket open(NetworkNamespace network, String name) {
        int socket = network.call(() -> SystemCalls.openFrameSocket(name));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment yes = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
            SystemCalls.setOption(socket, SOL_PACKET, PACKET_VNET_HDR, yes);
            SystemCalls.setOption(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, yes);
            SystemCalls.setOption(socket, SOL_SOCKET, SO_RCVTIMEO,
                    arena.allocateFrom(ValueLayout.JAVA_LONG, 0, PATIENCE.toNanos() / 1_000));
        }
        return new FrameSocket(socket);
    }

    /** Waits a moment for a frame; negative where none came. */
    long receive(MemorySegment state, MemorySegment buffer) {
        return SystemCalls.receive(socket, state, buffer);
    }

    /** Sends a frame, or loses it where the interface cannot take it. */
    void send(MemorySegment state, MemorySegment frame) {
        SystemCalls.send(socket, state, frame);
    }

    @Override
    public void close() {
        SystemCalls.close(socket);
    }
}
