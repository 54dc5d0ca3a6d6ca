// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.api.ChangeReports.Report;
import dev.mainstay.codec.api.ChangeProgressEncoder;
import dev.mainstay.codec.api.ClusterRequests.FollowChange;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.effect.Effect;
import dev.mainstay.effect.EffectScope;
import dev.mainstay.effect.EffectScopes;
import dev.mainstay.effect.Settlement;
import dev.mainstay.effect.WantedActions;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.ChangeProgress;
import dev.mainstay.state.ClusterEvent;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Follows changes for those who wait for them: what is done for each, and when nothing is left to
 * do. It follows what this node applies.
 */
final class ChangeWatch {

    /** Twenty looks a second at most. */
    private static final long SPACING_MILLIS = 50;
    /** How soon it notices that the caller is gone although nothing happens. */
    private static final long IDLE_MILLIS = 500;

    private final Reads reads;
    private final EventRing events;
    private final EffectScopes scopes;
    private final WantedActions plans;
    private final NodeClock clock;

    ChangeWatch(
            Reads reads,
            EventRing events,
            EffectScopes scopes,
            WantedActions plans,
            NodeClock clock) {
        this.reads = reads;
        this.events = events;
        this.scopes = scopes;
        this.plans = plans;
        this.clock = clock;
    }

    void follow(
            ServerCallStreamObserver<ChangeProgress> observer, Supplier<FollowChange> request) {
        Outlet outlet = new Outlet(observer, () -> {});
        outlet.serve(() -> {
            FollowChange wanted = request.get();
            while (reads.local().state().appliedIndex() < wanted.index()) {
                if (outlet.isGoneAfter(SPACING_MILLIS)) {
                    return;
                }
            }
            Reading reading = reads.local();
            EffectScope scope = scopes.of(new EffectScopes.Entries(wanted.first(),
                    wanted.index()), wanted.resources(), reading.state(), now(reading));
            follow(observer, outlet, wanted, scope);
        });
    }

    private void follow(
            ServerCallStreamObserver<ChangeProgress> observer,
            Outlet outlet,
            FollowChange wanted,
            EffectScope scope) throws InterruptedException, EventRing.Overrun {
        Settlement settlement = new Settlement(wanted.index(), scope, plans);
        ChangeReports reports = new ChangeReports();
        long number = events.firstSince(wanted.first() + 1);
        for (long wait = 0; !outlet.isGoneAfter(wait == 0 ? 0 : SPACING_MILLIS);
                wait = IDLE_MILLIS) {
            try {
                var _ = events.from(number, wait);
            } catch (EventRing.Overrun _) {
                // The end is told by the state; of what was done, only what is still kept.
                number = events.firstSince(0);
            }
            Reading reading = reads.local();
            List<String> remaining = settlement.remaining(reading.state(), now(reading));
            // What led to that state has to be told with it.
            boolean complete = events.appliedIndex() >= reading.state().appliedIndex();
            List<ClusterEvent> news = events.from(number, 0);
            number += news.size();
            List<Effect> effects = news.stream()
                    .map(event -> Effect.of(event, scope))
                    .flatMap(Optional::stream)
                    .toList();
            switch (reports.after(effects, remaining, complete)) {
                case Report.Nothing _ -> {}
                case Report.UnderWay(var done, var left) -> {
                    if (outlet.awaitReady()) {
                        observer.onNext(ChangeProgressEncoder.underWay(reading, done, left));
                    }
                }
                case Report.Settled(var done) -> {
                    observer.onNext(ChangeProgressEncoder.settled(
                            reading, done, scope, wanted.resources()));
                    observer.onCompleted();
                    return;
                }
            }
        }
    }

    /** What a plan made now would take for the time (safety.md 27). */
    private Instant now(Reading reading) {
        Instant logTime = reading.state().logTime();
        Instant wall = clock.wall();
        return wall.isAfter(logTime) ? wall : logTime;
    }
}
