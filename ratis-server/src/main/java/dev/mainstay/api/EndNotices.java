// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.PeerCodec;
import dev.mainstay.codec.api.PeerCodec.EndGeneration;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.StateSource;
import dev.mainstay.proto.v1.PeerGrpc;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Member;
import dev.mainstay.state.Membership.Predecessor;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells daemons of the generation that this cluster was restored from that they are superseded
 * (safety.md 25), on whichever node leads. They are looked for where the backup says, for as long
 * as a machine has not joined: one that was fenced may come back with its old daemon at any time.
 */
public final class EndNotices implements Leadership.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(EndNotices.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(1);

    private final StateSource states;
    private final Leadership leadership;
    private final EventLoop loop;
    private final BiFunction<String, Predecessor, ManagedChannel> dial;
    private boolean armed;

    /** @param dial a channel to an address, where a node of the predecessor has to answer */
    public EndNotices(
            StateSource states,
            Leadership leadership,
            EventLoop loop,
            BiFunction<String, Predecessor, ManagedChannel> dial) {
        this.states = states;
        this.leadership = leadership;
        this.loop = loop;
        this.dial = dial;
    }

    @Override
    public void leading(long term) {
        loop.execute(() -> {
            if (!armed) {
                tell();
            }
        });
    }

    @Override
    public void following(Optional<NodeId> leader) {
        // Whoever leads now tells.
    }

    private void tell() {
        armed = false;
        ClusterState state = states.current();
        Optional<Predecessor> predecessor = state.membership().predecessor();
        List<Member> awaited =
                state.members().values().stream().filter(Member::isAwaited).toList();
        boolean complete = state.identity().isPresent()
                && (predecessor.isEmpty() || awaited.isEmpty());
        if (leadership.leadingTerm().isEmpty() || complete) {
            return;
        }
        predecessor.ifPresent(ended -> awaited.forEach(member -> tell(state, ended, member)));
        armed = true;
        loop.after(EVERY, this::tell);
    }

    private void tell(ClusterState state, Predecessor ended, Member member) {
        ManagedChannel channel = dial.apply(member.apiAddress(), ended);
        EndGeneration end = new EndGeneration(ended.clusterId(), ended.endNotice(),
                state.identity().orElseThrow().clusterId());
        var _ = FutureCalls.completable(PeerGrpc.newFutureStub(channel)
                .withDeadlineAfter(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .endGeneration(PeerCodec.encode(end)))
                .whenComplete((told, silence) -> {
                    channel.shutdownNow();
                    if (silence == null) {
                        LOG.warn("a daemon of the cluster that this one was restored from ran as"
                                + " {} at {} and was told to end", member.node(),
                                member.apiAddress());
                    }
                });
    }
}
