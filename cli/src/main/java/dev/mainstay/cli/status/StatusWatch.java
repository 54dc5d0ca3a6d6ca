// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.status;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.StatusFailures;
import dev.mainstay.cli.render.Documents;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.GetStatusRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows the status again whenever it changes: the node tells, nobody polls. On a terminal each
 * status takes the place of the one before; elsewhere they follow each other, as JSON one to a
 * line. A node that goes away is called again until it is back.
 */
final class StatusWatch {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String TOP_LEFT = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String CLEAR_ALL = "\u001b[2J";

    private final ClusterClient cluster;
    private final Output output;
    private final boolean terminal;
    private String shown = "";
    private boolean begun;

    /** @param terminal whether a person watches the output as it comes */
    StatusWatch(ClusterClient cluster, Output output, boolean terminal) {
        this.cluster = cluster;
        this.output = output;
        this.terminal = terminal;
    }

    /**
     * Returns when the node ends the stream in good order, which it does not while it runs.
     *
     * @throws CommandFailure where calling again would not help
     */
    void run() {
        while (!follow()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /** Whether the stream ended in good order. */
    private boolean follow() {
        GetStatusRequest request =
                GetStatusRequest.newBuilder().setConsistency(Consistency.LOCAL).build();
        try {
            ClusterServiceGrpc.newBlockingStub(cluster.channel()).watchStatus(request)
                    .forEachRemaining(this::show);
            return true;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || !begun) {
                throw StatusFailures.of(e, cluster.endpoint().toString());
            }
            if (!terminal) {
                output.remark("The node is away; calling again.");
            } else {
                output.out().print("\n" + output.palette()
                        .bad("The node is away; calling again.") + CLEAR_BELOW);
                output.out().flush();
            }
            return false;
        }
    }

    private void show(ClusterStatus status) {
        begun = true;
        switch (output.format()) {
            case json -> output.out().print(Documents.jsonLine(MessageTree.complete(status)));
            case yaml -> output.out().print(
                    "---\n" + Documents.yaml(MessageTree.complete(status)));
            case text -> text(status);
        }
        output.out().flush();
    }

    /** The log index alone, which runs on for reasons of its own, is no news to people. */
    private void text(ClusterStatus status) {
        String text = new StatusText(status, output.palette()).format();
        String news = text.replaceFirst("log index [0-9]+", "");
        if (terminal) {
            output.out().print((shown.isEmpty() ? CLEAR_ALL : "") + TOP_LEFT
                    + text.replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW);
        } else if (!news.equals(shown)) {
            output.out().print(shown.isEmpty() ? text : "\n" + text);
        }
        shown = news;
    }
}
