// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.FatalHandler;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one end of all faults of ours and of the disk: says what broke and what to do, and ends the
 * process. A node that lived on would answer as if it were well.
 */
final class FaultExit implements FatalHandler, Consumer<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(FaultExit.class);

    private final NodeEnd end;
    private volatile boolean closing;

    FaultExit(NodeEnd end) {
        this.end = end;
    }

    /** From now on faults are those of parts that lose what they stand on. */
    void closing() {
        closing = true;
    }

    @Override
    public void fatal(Fault fault, String message, Optional<Throwable> cause) {
        if (closing) {
            return;
        }
        LOG.error("{}: {}", fault, message, cause.orElse(null));
        switch (fault) {
            case LOG_FAILED -> end.end(ExitCode.INPUT_OUTPUT,
                    message + ": check the disk and its free space, then start the node again");
            case SNAPSHOT_FAILED -> end.end(ExitCode.INPUT_OUTPUT,
                    message + ": check the disk and its free space, then start the node again");
            case APPLY_FAILED -> end.end(ExitCode.INTERNAL,
                    message + ": install the version that the other nodes run");
            case REMOVED_FROM_GROUP -> end.end(ExitCode.REFUSED,
                    "this node was removed from the cluster: " + message);
            case SUPERSEDED -> end.end(ExitCode.REFUSED, message);
            case PEER_STOPPED -> end.end(ExitCode.RETRY, message + ": start the node again");
        }
    }

    @Override
    public void accept(Throwable fault) {
        if (closing) {
            return;
        }
        LOG.error("a task of the node failed", fault);
        end.end(ExitCode.INTERNAL, "a fault of Mainstay: " + fault);
    }
}
