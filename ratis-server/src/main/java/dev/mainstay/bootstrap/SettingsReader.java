// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.bootstrap.NodeConfiguration.ElectionTimes;
import dev.mainstay.bootstrap.NodeConfiguration.Ports;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.ratis.RaftLimits;
import java.nio.file.Path;
import java.util.List;

/** Reads node.yaml. */
public final class SettingsReader {

    private SettingsReader() {}

    /**
     * A node's settings from its folder.
     *
     * @throws StartupFailure naming file, key and what is expected
     */
    public static NodeConfiguration read(NodeFolder folder) {
        SettingsDocument document = SettingsDocument.read(folder.settings());
        SettingsDocument liveness = document.section("liveness");
        SettingsDocument election = document.section("election");
        SettingsDocument log = document.section("log");
        NodeConfiguration configuration = new NodeConfiguration(
                document.required("node"),
                document.required("address"),
                new Ports(
                        document.port("raft-port", Ports.DEFAULT.raft()),
                        document.port("api-port", Ports.DEFAULT.api())),
                places(document, folder),
                liveness(liveness),
                new ElectionTimes(
                        election.duration("minimum", ElectionTimes.LAN.minimum()),
                        election.duration("maximum", ElectionTimes.LAN.maximum())),
                log(log),
                folders(document, "agent-roots", NodeConfiguration.AGENT_ROOTS),
                folders(document, "fence-agent-roots", NodeConfiguration.FENCE_AGENT_ROOTS),
                document.text("alert-user"));
        document.refuseUnread();
        liveness.refuseUnread();
        election.refuseUnread();
        log.refuseUnread();
        check(document, configuration);
        return configuration;
    }

    private static NodeFolder places(SettingsDocument document, NodeFolder folder) {
        return new NodeFolder(
                folder.settings(),
                document.text("state-directory").map(Path::of).orElse(folder.state()),
                document.text("socket").map(Path::of).orElse(folder.socket()));
    }

    private static RaftLimits log(SettingsDocument section) {
        RaftLimits normal = RaftLimits.DEFAULT;
        return new RaftLimits(
                normal.entryBytesMax(),
                // The log's own checks read a whole file at a time.
                section.number("file-bytes", 1 << 16, 1 << 28, normal.segmentBytes()),
                section.number("snapshot-every", 100, 1_000_000, normal.snapshotEvery()),
                section.number("keep", 0, 1_000_000, normal.entriesKept()));
    }

    private static List<Path> folders(
            SettingsDocument document, String key, List<Path> normal) {
        return document.texts(key)
                .map(texts -> texts.stream().map(Path::of).toList())
                .orElse(normal);
    }

    private static LivenessSettings liveness(SettingsDocument section) {
        LivenessSettings normal = LivenessSettings.LOCAL_NETWORK;
        try {
            return new LivenessSettings(
                    section.duration("renew-every", normal.renewEvery()),
                    section.duration("answer-within", normal.answerWithin()),
                    section.duration("lease", normal.lease()),
                    section.duration("suspect-after", normal.suspectAfter()),
                    section.duration("lose-after", normal.loseAfter()),
                    section.duration("unhealthy-for", normal.unhealthyFor()),
                    section.duration("tick", normal.tick()),
                    section.duration("tick-gap", normal.tickGap()));
        } catch (IllegalArgumentException unordered) {
            throw section.wrong("", String.valueOf(unordered.getMessage()));
        }
    }

    private static void check(SettingsDocument document, NodeConfiguration configuration) {
        ElectionTimes election = configuration.election();
        if (election.maximum().compareTo(election.minimum()) <= 0) {
            throw document.wrong("election.maximum", "must be longer than election.minimum");
        }
        if (configuration.ports().raft() == configuration.ports().api()) {
            throw document.wrong("api-port", "is also the raft-port");
        }
    }
}
