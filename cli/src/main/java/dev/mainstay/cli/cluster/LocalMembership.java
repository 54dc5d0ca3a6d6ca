// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.bootstrap.ClusterFounder;
import dev.mainstay.bootstrap.ClusterJoiner;
import dev.mainstay.bootstrap.ClusterRestorer;
import dev.mainstay.bootstrap.NodeConfiguration;
import dev.mainstay.bootstrap.NodeFolder;
import dev.mainstay.bootstrap.RemoteJoiner;
import dev.mainstay.bootstrap.RemoteSettings;
import dev.mainstay.bootstrap.StartupFailure;
import dev.mainstay.bootstrap.SystemClock;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.state.ClusterState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/** Makes this machine, or a folder on it, a member of a new or of a running cluster. */
public final class LocalMembership {

    private LocalMembership() {}

    /** Founds a cluster whose first node lives in a folder. */
    public static void found(Path folder, String node, String address, String cluster) {
        found(NodeConfiguration.of(node, address, NodeFolder.under(folder)), cluster);
    }

    /** Makes a node that lives in a folder join the cluster that a token is for. */
    public static void join(Path folder, String node, String address, String token) {
        join(NodeConfiguration.of(node, address, NodeFolder.under(folder)), token);
    }

    static void found(NodeConfiguration configuration, String cluster) {
        var _ = reported(() -> new ClusterFounder(new SystemClock()).found(configuration, cluster));
    }

    static void join(NodeConfiguration configuration, String token) {
        var _ = reported(() -> new ClusterJoiner(new SystemClock()).join(configuration, token));
    }

    static void joinRemote(RemoteSettings settings, String token) {
        var _ = reported(() -> {
            new RemoteJoiner(new SystemClock()).join(settings, token);
            return settings;
        });
    }

    /** Makes a node the first member of a cluster that is restored from a backup. */
    public static ClusterState restore(NodeConfiguration configuration, Backup backup) {
        return reported(() -> new ClusterRestorer(new SystemClock())
                .restore(configuration, backup));
    }

    private static <T> T reported(Supplier<T> work) {
        try {
            return work.get();
        } catch (StartupFailure e) {
            throw new CommandFailure(exitCode(e.exitCode().code()), String.valueOf(e.getMessage()),
                    "Nothing was changed.", e);
        }
    }

    private static ExitCode exitCode(int number) {
        return Arrays.stream(ExitCode.values())
                .filter(code -> code.number() == number)
                .findFirst()
                .orElse(ExitCode.INTERNAL);
    }
}
