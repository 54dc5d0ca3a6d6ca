// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.rhcs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Reads a stream to its end without ever holding up the writer, and keeps the last bytes. */
final class BoundedText {
    private final int limit;
    private final CountDownLatch end = new CountDownLatch(1);
    private byte[] kept = new byte[0];

    BoundedText(int limit, InputStream stream, Executor executor) {
        this.limit = limit;
        executor.execute(() -> follow(stream));
    }

    private void follow(InputStream stream) {
        try (stream) {
            byte[] buffer = new byte[8192];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                append(buffer, count);
            }
        } catch (IOException _) {
            // Closed at the exit of the process; what was read is kept.
        } finally {
            end.countDown();
        }
    }

    private synchronized void append(byte[] bytes, int count) {
        int fresh = Math.min(count, limit);
        int old = Math.min(kept.length, limit - fresh);
        byte[] joined = new byte[old + fresh];
        System.arraycopy(kept, kept.length - old, joined, 0, old);
        System.arraycopy(bytes, count - fresh, joined, old, fresh);
        kept = joined;
    }

    /**
     * The text, after the stream's end or the grace: a background process may hold it open.
     */
    String end(Duration grace) throws InterruptedException {
        if (!end.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
            return text() + "\n(the output was still open when the agent had ended)";
        }
        return text();
    }

    private synchronized String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }
}
