// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** This node does not lead. */
final class NoLeadership implements Leadership {

    private final Optional<NodeId> leader;

    /** Nobody leads. */
    NoLeadership() {
        this(Optional.empty());
    }

    NoLeadership(Optional<NodeId> leader) {
        this.leader = leader;
    }

    @Override
    public OptionalLong leadingTerm() {
        return OptionalLong.empty();
    }

    @Override
    public Optional<NodeId> leader() {
        return leader;
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
