// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Turns gRPC's futures into the JDK's. */
final class FutureCalls {

    private FutureCalls() {}

    /** Fails with the call's own failure, not with a wrapper of it. */
    static <T> CompletableFuture<T> completable(ListenableFuture<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        call.addListener(() -> {
            try {
                result.complete(call.get());
            } catch (ExecutionException failure) {
                result.completeExceptionally(
                        failure.getCause() == null ? failure : failure.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                result.completeExceptionally(interrupted);
            }
        }, MoreExecutors.directExecutor());
        return result;
    }
}
