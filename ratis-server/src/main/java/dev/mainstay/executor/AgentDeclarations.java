// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.codec.agent.AgentDeclaration;
import dev.mainstay.codec.agent.MetadataMessages;
import dev.mainstay.model.AgentName;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ResourceAgentMetadata;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What the agents of this machine declare. Metadata comes from running a script, so only the first
 * answer is waited for: a later one, which an upgraded agent may give, replaces what is known once
 * it is there.
 */
final class AgentDeclarations {

    /** An agent that takes longer is recorded without; its start is not held up for more. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final NodeAgentGrpc.NodeAgentStub stub;
    private final NodeClock clock;
    private final Map<AgentName, Known> known = new ConcurrentHashMap<>();

    private record Known(
            CompletableFuture<Optional<AgentDeclaration>> declaration, long askedNanos) {}

    AgentDeclarations(NodeAgentGrpc.NodeAgentStub stub, NodeClock clock) {
        this.stub = stub;
        this.clock = clock;
    }

    /** Empty where the agent does not tell. Never fails. */
    CompletableFuture<Optional<AgentDeclaration>> of(AgentName agent) {
        long now = clock.bootNanos();
        Known found = known.computeIfAbsent(agent, name -> new Known(ask(name), now));
        if (now - found.askedNanos() >= KEPT.toNanos()
                && known.replace(agent, found, new Known(found.declaration(), now))) {
            var _ = ask(agent).thenAccept(fresh -> fresh.ifPresent(told -> known.put(agent,
                    new Known(CompletableFuture.completedFuture(fresh), now))));
        }
        return found.declaration();
    }

    private CompletableFuture<Optional<AgentDeclaration>> ask(AgentName agent) {
        return UnaryCall.<ResourceAgentMetadata>begin(
                answer -> stub.withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                        .getMetadata(MetadataMessages.request(agent), answer))
                .thenApply(answer -> answer.value().map(MetadataMessages::declaration));
    }
}
