// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import dev.mainstay.network.Cable.Direction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The piece of cable between a machine and the bridge: takes each frame at one end and puts it out
 * at the other, later or never where the {@link Cable} is at fault. Loss of one direction alone,
 * and delay, are what no setting of an interface gives.
 */
final class FrameRelay implements AutoCloseable {

    private final Cable cable;
    private final FrameSocket machineEnd;
    private final FrameSocket bridgeEnd;
    private final ScheduledExecutorService later;
    private final List<Thread> threads;
    private volatile boolean closed;

    private FrameRelay(Cable cable, FrameSocket machineEnd, FrameSocket bridgeEnd, String name) {
        this.cable = cable;
        this.machineEnd = machineEnd;
        this.bridgeEnd = bridgeEnd;
        later = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("late-frames-" + name).factory());
        threads = List.of(
                Thread.ofPlatform().daemon().name("frames-from-" + name)
                        .start(() -> pass(machineEnd, bridgeEnd, Direction.OUT)),
                Thread.ofPlatform().daemon().name("frames-to-" + name)
                        .start(() -> pass(bridgeEnd, machineEnd, Direction.IN)));
    }

    /** Joins two interfaces of one network. */
    static FrameRelay open(
            NetworkNamespace network, String machineEnd, String bridgeEnd, Cable cable) {
        return new FrameRelay(cable, FrameSocket.open(network, machineEnd),
                FrameSocket.open(network, bridgeEnd), machineEnd);
    }

    private void pass(FrameSocket from, FrameSocket to, Direction direction) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = SystemCalls.callState(arena);
            MemorySegment buffer = arena.allocate(FrameSocket.LARGEST_FRAME, 8);
            while (!closed) {
                long length = from.receive(state, buffer);
                if (length > 0 && !cable.loses(direction)) {
                    long delay = cable.delay(direction).toNanos();
                    MemorySegment frame = buffer.asSlice(0, length);
                    if (delay == 0) {
                        to.send(state, frame);
                    } else {
                        sendLater(to, frame, direction, delay);
                    }
                }
            }
        }
    }

    private void sendLater(FrameSocket to, MemorySegment frame, Direction direction, long nanos) {
        byte[] copy = frame.toArray(ValueLayout.JAVA_BYTE);
        var _ = later.schedule(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment bytes = arena.allocate(copy.length, 8);
                MemorySegment.copy(copy, 0, bytes, ValueLayout.JAVA_BYTE, 0, copy.length);
                if (!closed && !cable.loses(direction)) {
                    to.send(SystemCalls.callState(arena), bytes);
                }
            }
        }, nanos, TimeUnit.NANOSECONDS);
    }

    /** Returns once nothing is passed on any more. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            // After those that hand frames to it.
            later.shutdownNow();
            var _ = later.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        machineEnd.close();
        bridgeEnd.close();
    }
}
