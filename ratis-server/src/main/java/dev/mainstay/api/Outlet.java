// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

    /** Where a stream's answers go, with what gRPC says of the other end. */
    final class Outlet<T> {

        /** How long a caller may leave its window full before it is dropped. */
        private static final long STALLED_SECONDS_MAX = 12;

        private final ServerCallStreamObserver<T> observer;
        private final Semaphore news = new Semaphore(0);
        private final Semaphore gone = new Semaphore(0);

        /** @param onGone called once when the caller is gone; while the call's method runs */
        Outlet(ServerCallStreamObserver<T> observer, Runnable onGone) {
            this.observer = observer;
            observer.setOnReadyHandler(news::release);
            observer.setOnCancelHandler(() -> {
                gone.release();
                news.release();
                onGone.run();
            });
        }

        /** Waits that long, or less if the caller goes. */
        boolean isGoneAfter(long millis) throws InterruptedException {
            if (gone.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                gone.release();
                return true;
            }
            return observer.isCancelled();
        }

        /** Waits until the caller takes more; false when it is gone. */
        boolean awaitReady() throws InterruptedException {
            while (!observer.isReady() && !observer.isCancelled()) {
                if (!news.tryAcquire(STALLED_SECONDS_MAX, TimeUnit.SECONDS)) {
                    throw Status.RESOURCE_EXHAUSTED
                            .withDescription("the watcher does not read what it asked for")
                            .asRuntimeException();
                }
            }
            return !observer.isCancelled();
        }
    }
