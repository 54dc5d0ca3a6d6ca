// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.bootstrap.NodeConfiguration.ElectionTimes;
import dev.mainstay.bootstrap.NodeConfiguration.LivenessTimes;
import dev.mainstay.bootstrap.NodeConfiguration.Ports;
import java.nio.file.Path;
import java.util.List;

/** Reads node.yaml. */
public final class SettingsReader {

    private SettingsReader() {
    }

    /**
     * A node's settings from its folder.
     *
     * @throws StartupFailure naming file, key and what is expected
     */
    public static NodeConfiguration read(NodeFolder folder) {
        SettingsDocument document = SettingsDocument.read(folder.settings());
        SettingsDocument liveness = document.section("liveness");
        SettingsDocument election = document.section("election");
        NodeConfiguration configuration = new NodeConfiguration(
                document.required("node"),
                document.required("address"),
                new Ports(
                        document.port("raft-port", Ports.DEFAULT.raft()),
                        document.port("api-port", Ports.DEFAULT.api())),
                places(document, folder),
                new LivenessTimes(
                        liveness.duration("renew-interval", LivenessTimes.LAN.renewInterval()),
                        liveness.duration("lease", LivenessTimes.LAN.lease()),
                        liveness.duration("loss", LivenessTimes.LAN.loss())),
                new ElectionTimes(
                        election.duration("minimum", ElectionTimes.LAN.minimum()),
                        election.duration("maximum", ElectionTimes.LAN.maximum())),
                document.texts("agent-roots").orElse(List.of("/usr/lib/ocf/resource.d")).stream()
                        .map(Path::of)
                        .toList());
        document.refuseUnread();
        liveness.refuseUnread();
        election.refuseUnread();
        check(document, configuration);
        return configuration;
    }

    private static NodeFolder places(SettingsDocument document, NodeFolder folder) {
        return new NodeFolder(
                folder.settings(),
                document.text("state-directory").map(Path::of).orElse(folder.state()),
                document.text("socket").map(Path::of).orElse(folder.socket()));
    }

    private static void check(SettingsDocument document, NodeConfiguration configuration) {
        ElectionTimes election = configuration.election();
        if (election.maximum().compareTo(election.minimum()) <= 0) {
            throw document.wrong("election.maximum", "must be longer than election.minimum");
        }
        LivenessTimes liveness = configuration.liveness();
        if (liveness.lease().compareTo(liveness.renewInterval()) <= 0) {
            throw document.wrong("liveness.lease", "must be longer than liveness.renew-interval");
        }
        if (configuration.ports().raft() == configuration.ports().api()) {
            throw document.wrong("api-port", "is also the raft-port");
        }
    }
}
