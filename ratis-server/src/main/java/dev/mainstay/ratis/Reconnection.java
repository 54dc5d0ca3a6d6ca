// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens new connections to peers that do not answer.
 *
 * <p>A gRPC channel waits longer after each failed attempt, up to two minutes, and Ratis cuts the
 * wait short only while it appends entries: not for votes and not while it installs a snapshot. So
 * after a partition that lasted some minutes, peers that could elect a leader at once would wait
 * for their channels instead. A new channel does not wait.
 */
final class Reconnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconnection.class);

    /** Silent for this many of the longest election timeouts: not merely slow. */
    private static final int PATIENCE = 3;

    /**
     * A new channel is left alone for at least this long: on a busy machine a TLS handshake may
     * take a second, and who begins it anew all the time never ends it.
     */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final LocalPeer peer;
    private final Duration interval;
    private final Map<RaftPeerId, Integer> graceTicks = new HashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("raft-reconnect").factory());
    private boolean leaderless;

    Reconnection(LocalPeer peer, RaftTiming timing) {
        this.peer = peer;
        this.interval = timing.electionMax().multipliedBy(PATIENCE);
    }

    void start() {
        long millis = interval.toMillis();
        var _ = timer.scheduleWithFixedDelay(this::checkSafely, millis, millis,
                TimeUnit.MILLISECONDS);
    }

    private void checkSafely() {
        try {
            check();
        } catch (RuntimeException e) {
            LOG.warn("silent peers could not be reconnected; trying again", e);
        }
    }

    private void check() {
        List<RaftPeerId> silent = silentPeers();
        graceTicks.keySet().retainAll(silent);
        for (RaftPeerId id : silent) {
            int ticks = graceTicks.getOrDefault(id, 0);
            if (ticks == 0) {
                reconnect(id);
                graceTicks.put(id, (int) GRACE.dividedBy(interval));
            } else {
                graceTicks.put(id, ticks - 1);
            }
        }
    }

    private List<RaftPeerId> silentPeers() {
        DivisionInfo info = peer.division().getInfo();
        if (info.isLeader()) {
            leaderless = false;
            return silentFollowers(info);
        }
        // An election takes less than an interval; two in a row without a leader are a fault.
        boolean again = leaderless;
        leaderless = info.getLeaderId() == null;
        return leaderless && again
                ? others(peer.configuration().getAllPeers())
                : List.of();
    }

    private List<RaftPeerId> silentFollowers(DivisionInfo info) {
        return info.getRoleInfoProto()
                .getLeaderInfo()
                .getFollowerInfoList()
                .stream()
                .filter(follower -> follower.getLastRpcElapsedTimeMs() > interval.toMillis())
                .map(ServerRpcProto::getId)
                .map(RaftPeerProto::getId)
                .map(RaftPeerId::valueOf)
                .toList();
    }

    private List<RaftPeerId> others(Collection<RaftPeer> all) {
        return all.stream().map(RaftPeer::getId).filter(id -> !id.equals(peer.id())).toList();
    }

    private void reconnect(RaftPeerId silent) {
        peer.server()
                .getServerRpc()
                .handleException(silent, new IOException("silent for " + interval), true);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
