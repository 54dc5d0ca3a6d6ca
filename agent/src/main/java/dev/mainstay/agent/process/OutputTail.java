// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The last bytes of what a stream said, and the last line that begins with a prefix wherever it
 * stood. Never holds more than twice its limit.
 */
public final class OutputTail {
    private static final int LINE_MAX = 1024;

    private final int limit;
    private final byte[] prefix;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CountDownLatch end = new CountDownLatch(1);
    private byte[] kept = new byte[0];
    private Optional<String> marked = Optional.empty();

    /** @param limit of the text kept, in bytes */
    public OutputTail(int limit, String prefix) {
        this.limit = limit;
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing more will come. */
    void end() {
        end.countDown();
    }

    /**
     * Waits for the end of the stream, but no longer than the limit: what the program left behind
     * in the background may hold the stream open for ever.
     */
    void awaitEnd(Duration atMost) throws InterruptedException {
        if (!end.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        synchronized (this) {
            markLine();
        }
    }

    synchronized void accept(byte[] bytes, int count) {
        append(bytes, count);
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                markLine();
            } else if (line.size() < LINE_MAX) {
                line.write(bytes[i]);
            }
        }
    }

    private void append(byte[] bytes, int count) {
        int fresh = Math.min(count, limit);
        int old = Math.min(kept.length, limit - fresh);
        byte[] joined = new byte[old + fresh];
        System.arraycopy(kept, kept.length - old, joined, 0, old);
        System.arraycopy(bytes, count - fresh, joined, old, fresh);
        kept = joined;
    }

    private void markLine() {
        byte[] content = line.toByteArray();
        line.reset();
        if (prefix.length > 0 && content.length >= prefix.length
                && Arrays.equals(content, 0, prefix.length, prefix, 0, prefix.length)) {
            marked = Optional.of(new String(content, prefix.length, content.length - prefix.length,
                    StandardCharsets.UTF_8).strip());
        }
    }

    /** The end of the text read so far. */
    public synchronized String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }

    /** The last line with the prefix, without it. */
    public synchronized Optional<String> markedLine() {
        return marked;
    }
}
