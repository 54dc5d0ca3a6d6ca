// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.Child;
import dev.mainstay.agent.posix.Descriptor;
import dev.mainstay.agent.posix.Readiness;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what children say and takes their exits, all on one thread, which there is while there is
 * something to wait for. A child is not held up by how much it says, and what it left in the
 * background is not ended by saying more after the child's exit: that is read too.
 */
final class ChildWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ChildWatch.class);
    /** What a pipe holds, so that one read after the exit gets all that the child has said. */
    private static final int BUFFER = 64 * 1024;

    /** By token; guarded by this. */
    private final Map<Long, Watched> watched = new HashMap<>();
    private @Nullable Readiness readiness;
    private long lastToken;

    private sealed interface Watched {
        long token();

        Descriptor descriptor();
    }

    private record Stream(long token, Descriptor descriptor, OutputTail tail) implements Watched {}

    private record Exit(long token, Child child, List<Stream> streams,
            CompletableFuture<Integer> code) implements Watched {
        @Override
        public Descriptor descriptor() {
            return child.exit();
        }
    }

    /**
     * Follows the child from now on.
     *
     * @param output is given what the standard output says, where that is read
     * @return completes with the exit code when all that the child itself said has been given, on
     *         the watch's thread, where nothing may wait
     * @throws IOException when this process cannot wait for one more; the child is ended then
     */
    synchronized CompletableFuture<Integer> follow(Child child, OutputTail errors,
            OutputTail output) throws IOException {
        long before = lastToken;
        try {
            List<Stream> streams = new ArrayList<>();
            streams.add(new Stream(++lastToken, child.errors(), errors));
            child.output().ifPresent(text -> streams.add(new Stream(++lastToken, text, output)));
            Exit exit = new Exit(++lastToken, child, streams, new CompletableFuture<>());
            for (Stream stream : streams) {
                add(stream);
            }
            add(exit);
            return exit.code();
        } catch (IOException cannotWait) {
            watched.keySet().removeIf(token -> token > before);
            child.end();
            throw cannotWait;
        }
    }

    private synchronized void add(Watched next) throws IOException {
        Readiness present = readiness;
        if (present == null) {
            Readiness begun = Readiness.open();
            Thread.ofPlatform().daemon().name("agent-children").start(() -> watch(begun));
            readiness = begun;
            present = begun;
        }
        watched.put(next.token(), next);
        present.add(next.descriptor(), next.token());
    }

    private void watch(Readiness present) {
        try (present; Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER);
            do {
                for (long token : present.await()) {
                    switch (find(token)) {
                        case Stream stream -> read(stream, buffer);
                        case Exit exit -> reap(exit, buffer);
                        case null -> LOG.debug("what {} was has ended", token);
                    }
                }
            } while (goesOn());
        } catch (IOException | RuntimeException failure) {
            lose(failure);
        }
    }

    private synchronized @Nullable Watched find(long token) {
        return watched.get(token);
    }

    /** False when there is nothing left to wait for. */
    private synchronized boolean goesOn() {
        if (watched.isEmpty()) {
            readiness = null;
        }
        return !watched.isEmpty();
    }

    private void read(Stream stream, MemorySegment buffer) throws IOException {
        int count = stream.descriptor().read(buffer);
        if (count > 0) {
            stream.tail().accept(
                    buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE), count);
        } else if (count < 0) {
            forget(stream);
            stream.tail().end();
        }
    }

    private void reap(Exit exit, MemorySegment buffer) throws IOException {
        OptionalInt code = exit.child().reap();
        if (code.isEmpty()) {
            return;
        }
        for (Stream stream : exit.streams()) {
            if (find(stream.token()) != null) {
                read(stream, buffer);
            }
        }
        forget(exit);
        exit.code().complete(code.getAsInt());
    }

    private synchronized void forget(Watched ended) throws IOException {
        watched.remove(ended.token());
        if (readiness != null) {
            readiness.remove(ended.descriptor());
        }
        ended.descriptor().close();
    }

    /** Nobody must wait for what will not be told any more. */
    private synchronized void lose(Exception failure) {
        LOG.error("children cannot be waited for any more", failure);
        readiness = null;
        for (Watched lost : watched.values()) {
            switch (lost) {
                case Stream stream -> stream.tail().end();
                case Exit exit -> exit.code().completeExceptionally(failure);
            }
        }
        watched.clear();
    }
}
