// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
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

    private final LocalPeer peer;
    private final Duration interval;
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
        DivisionInfo info = peer.division().getInfo();
        if (info.isLeader()) {
            leaderless = false;
            silentFollowers(info).forEach(this::reconnect);
        } else if (info.getLeaderId() != null) {
            leaderless = false;
        } else if (leaderless) {
            others(peer.configuration().getAllPeers()).forEach(this::reconnect);
        } else {
            // An election takes less than an interval; two in a row without a leader are a fault.
            leaderless = true;
        }
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
