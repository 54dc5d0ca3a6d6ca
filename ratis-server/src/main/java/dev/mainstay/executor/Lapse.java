// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.Configuration;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Attached;
import dev.mainstay.port.AgentClient.LedgerEntry;
import dev.mainstay.port.EventLoop;
import dev.mainstay.transition.ActionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this machine does alone, from the end of its lease until it can tell the log: asks the agent
 * what it started, and has that stopped where the policy says so.
 */
final class Lapse {

    private static final Duration RETRY = Duration.ofMillis(200);

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final AgentClient agent;
    private LapsePolicy policy = LapsePolicy.LEAVE;
    private long epoch;
    private boolean ofNoIncarnation;
    private int lastNumber;
    private long count;
    private boolean dropped;
    private @Nullable LapseRun run;

    Lapse(ExecutorPorts ports) {
        this.ports = ports;
        this.loop = ports.loop();
        this.agent = ports.agent();
    }

    /** Another incarnation begins, under this epoch of the agent. */
    void reset(long newEpoch) {
        ofNoIncarnation = false;
        epoch = newEpoch;
        forgetRun();
    }

    /**
     * There is no incarnation: the agent is worked with under the epoch that it has kept. A join
     * that was given up may still raise that, so it is asked for before each attempt.
     */
    void resetWithoutIncarnation() {
        ofNoIncarnation = true;
        forgetRun();
    }

    private void forgetRun() {
        lastNumber = 0;
        count++;
        run = null;
    }

    /** Tells the lapses of this daemon apart. */
    long count() {
        return count;
    }

    /**
     * @param configuration the last one known: what is managed, and in which order it stops
     * @param done called once, with what was done
     */
    void begin(LapsePolicy chosen, Configuration configuration, Consumer<LapseRun.Report> done) {
        LapseRun before = run;
        policy = chosen;
        count++;
        run = null;
        if (before != null) {
            before.dropWaiting();
        }
        dropped = false;
        if (chosen == LapsePolicy.LEAVE) {
            done.accept(new LapseRun.Report(List.of(), List.of()));
        } else {
            readLedger(count, configuration, done);
        }
    }

    /** The lease is back, or this does not matter any more: what has not begun is dropped. */
    void dropWaiting() {
        dropped = true;
        if (run != null) {
            run.dropWaiting();
        }
    }

    /** An earlier daemon may have worked alone in the same epoch: its numbers are used up. */
    private int lastLocalNumber(Attached attached) {
        return Stream.of(
                attached.results().stream().filter(result -> result.epoch() == epoch)
                        .map(AgentClient.Result::action),
                attached.running().stream(),
                attached.ledger().stream().flatMap(entry -> entry.lastAction().stream()))
                .flatMap(Function.identity())
                .filter(action -> action.transition() == LapseRun.NO_TRANSITION)
                .mapToInt(ActionId::number)
                .max().orElse(0);
    }

    /** What the last run was to do. */
    LapsePolicy lastPolicy() {
        return policy;
    }

    /** Whether the last run left something as it was because the lease came back. */
    boolean isDropped() {
        return dropped;
    }

    private void readLedger(
            long ofCount, Configuration configuration, Consumer<LapseRun.Report> done) {
        if (!ofNoIncarnation) {
            attach(ofCount, configuration, done);
            return;
        }
        loop.when(agent.health(), health -> {
            if (ofCount == count) {
                health.ifPresent(found -> epoch = found.epoch());
                attach(ofCount, configuration, done);
            }
        });
    }

    private void attach(
            long ofCount, Configuration configuration, Consumer<LapseRun.Report> done) {
        loop.when(agent.attach(epoch), attached -> {
            if (ofCount == count) {
                ledgerRead(attached, configuration, done);
            }
        });
    }

    private void ledgerRead(
            Optional<Attached> attached,
            Configuration configuration,
            Consumer<LapseRun.Report> done) {
        long ofCount = count;
        if (attached.isEmpty()) {
            // Without its ledger there is nothing that could be stopped by name.
            loop.after(RETRY, () -> {
                if (ofCount == count) {
                    readLedger(ofCount, configuration, done);
                }
            });
            return;
        }
        List<LedgerEntry> ledger = attached.get().ledger();
        lastNumber = Math.max(lastNumber, lastLocalNumber(attached.get()));
        LapseRun started = new LapseRun(ports, epoch, () -> ++lastNumber, ledger,
                LapsePlan.of(policy, configuration, ports.self(), ledger, ports.clock().wall()),
                report -> {
                    if (ofCount == count) {
                        done.accept(report);
                    }
                });
        run = started;
        if (dropped) {
            started.dropWaiting();
        } else {
            started.begin();
        }
    }
}
