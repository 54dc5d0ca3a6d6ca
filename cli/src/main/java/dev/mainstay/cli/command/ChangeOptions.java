// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.proto.v1.ChangeContext;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Option;

/** What goes with every change. */
public final class ChangeOptions {

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            description = "Why; kept in the history beside who and when.")
    private String comment = "";

    @Option(
            names = "--force",
            description = "Skips the checks of agent options (never those of the configuration's"
                    + " structure).")
    private boolean force;

    @Option(
            names = "--wait",
            arity = "0..1",
            paramLabel = "SECONDS",
            fallbackValue = "3600",
            description = "Waits until what this change makes the cluster do is done, at most"
                    + " ${FALLBACK-VALUE} s unless given, and tells what that was; fails (1) if it"
                    + " failed, or (124) if it took longer.")
    private Optional<Integer> waitSeconds = Optional.empty();

    @Option(
            names = "--dry-run",
            description = "Changes nothing: shows what would change in the configuration, what the"
                    + " cluster would do, and which services that interrupts.")
    private boolean dryRun;

    /** A fresh request id: use one context per change, and the same for its repetitions. */
    public ChangeContext context() {
        return ChangeContext.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setComment(comment)
                .setForce(force)
                .setPreview(dryRun)
                .build();
    }

    public boolean force() {
        return force;
    }

    boolean isDryRun() {
        return dryRun;
    }

    Optional<Duration> waitLimit() {
        return waitSeconds.map(Duration::ofSeconds);
    }
}
