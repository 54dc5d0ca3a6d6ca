// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Our settings in Ratis' terms. Every value that differs from Ratis' default says why. */
final class RatisConfiguration {
    /** Above the largest entry with its frame, below Ratis' message limit of 64 MiB. */
    private static final SizeInBytes APPEND_BYTES = SizeInBytes.valueOf("4MB");

    private static final SizeInBytes SNAPSHOT_CHUNK_BYTES = SizeInBytes.valueOf("4MB");

    /** One to serve from while the next one is written, as Ratis deletes before it purges. */
    private static final int SNAPSHOTS_KEPT = 2;

    /** A request between peers must fail well before a follower would stand for election. */
    private static final int REQUEST_TIMEOUTS_PER_ELECTION = 2;

    /** Ratis waits between half and three halves of what it is told. */
    private static final int APPEND_RETRIES_PER_ELECTION = 2;

    private static final int FOR_EVER = Integer.MAX_VALUE;

    private RatisConfiguration() {}

    static RaftProperties properties(RaftSettings settings) {
        RaftProperties properties = new RaftProperties();
        storage(properties, settings);
        timing(properties, settings.timing());
        log(properties, settings.limits());
        snapshots(properties, settings.limits());
        GrpcConfigKeys.Server.setHost(properties, settings.self().host());
        GrpcConfigKeys.Server.setPort(properties, settings.self().port());
        return properties;
    }

    static Parameters parameters(RaftTls tls, ServerInterceptor interceptor) {
        Parameters parameters = new Parameters();
        GrpcConfigKeys.TLS.setConf(parameters, new GrpcTlsConfig(tls.keys(), tls.trust(), true));
        GrpcConfigKeys.Server.setServicesCustomizer(
                parameters, (builder, types) -> builder.intercept(interceptor));
        return parameters;
    }

    private static void storage(RaftProperties properties, RaftSettings settings) {
        // Both defaults are folders under the system's temporary one.
        RaftServerConfigKeys.setStorageDir(properties, List.of(settings.storage().toFile()));
        RaftServerConfigKeys.setRemovedGroupsDir(
                properties, settings.storage().resolve("removed").toFile());
    }

    private static void timing(RaftProperties properties, RaftTiming timing) {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, duration(timing.electionMin()));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, duration(timing.electionMax()));
        RaftServerConfigKeys.Rpc.setRequestTimeout(
                properties,
                duration(timing.electionMax().multipliedBy(REQUEST_TIMEOUTS_PER_ELECTION)));
        // The default soon waits 5 s after each failure, and sends no heartbeats meanwhile: a peer
        // that came back after half a minute heard of its leader once, stood for election all the
        // time, and its node was lost again for it.
        RaftServerConfigKeys.Log.Appender.setRetryPolicy(
                properties, timing.electionMin().toMillis() / APPEND_RETRIES_PER_ELECTION + "ms,"
                        + FOR_EVER);
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(
                properties, duration(timing.stepDown()));
    }

    private static void log(RaftProperties properties, RaftLimits limits) {
        SizeInBytes segment = SizeInBytes.valueOf(limits.segmentBytes());
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, segment);
        RaftServerConfigKeys.Log.setPreallocatedSize(
                properties, SizeInBytes.valueOf(Math.min(limits.segmentBytes(), 1 << 20)));
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, APPEND_BYTES);
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(
                properties, SNAPSHOT_CHUNK_BYTES);
        // The default writes one more entry for each one, to persist the commit index.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, limits.entriesKept());
        RaftServerConfigKeys.Log.setPurgeGap(
                properties, (int) Math.min(limits.snapshotEvery(), 1_024));
        // What can be dropped has been dropped by StorageCheck; anything else must not start.
        RaftServerConfigKeys.Log.setCorruptionPolicy(
                properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
    }

    private static void snapshots(RaftProperties properties, RaftLimits limits) {
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, limits.snapshotEvery());
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SNAPSHOTS_KEPT);
        // A stop must be quick, and no different from a kill.
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setTriggerWhenRemoveEnabled(properties, false);
    }

    private static TimeDuration duration(Duration duration) {
        return TimeDuration.valueOf(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
}
