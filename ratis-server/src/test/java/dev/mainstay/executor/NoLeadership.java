// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Nobody leads. */
final class NoLeadership implements Leadership {

    @Override
    public OptionalLong leadingTerm() {
        return OptionalLong.empty();
    }

    @Override
    public Optional<NodeId> leader() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Optional<Proof>> prove() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<Boolean> transferTo(NodeId node) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public AutoCloseable subscribe(Leadership.Listener listener) {
        return () -> {};
    }
}
