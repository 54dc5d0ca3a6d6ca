// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.LastContact;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.LeaseClient.Renewal;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.NodeClock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's right to start things (safety.md 16). It is renewed all the time, counted from the
 * sending of the renewal that was granted, on a clock that counts suspension; so whatever delayed
 * the answer shortens the lease and never lengthens it.
 */
final class QuorumLease implements LastContact {

    /** So many renewals may be unanswered; more would only queue up at a leader that is away. */
    private static final int MOST_UNANSWERED = 4;

    private static final long NO_TURN = Long.MIN_VALUE;
    private static final Logger LOG = LoggerFactory.getLogger(QuorumLease.class);

    private final String self;
    private final EventLoop loop;
    private final NodeClock clock;
    private final LeaseClient client;
    private final Supplier<Optional<NodeId>> leader;
    private final LivenessSettings settings;
    private final Vitals vitals;
    private final Listener listener;
    private long incarnation;
    private String bootId = "";
    private long run;
    private long sequence;
    private int unanswered;
    private long turnNanos = NO_TURN;
    private long deadlineNanos = Long.MIN_VALUE;
    private boolean held;
    private EventLoop.@Nullable Timer lapse;
    private volatile Optional<Contact> contact = Optional.empty();

    QuorumLease(
            Ways ways,
            String self,
            LivenessSettings settings,
            Vitals vitals,
            Listener listener) {
        this.self = self;
        this.loop = ways.loop();
        this.clock = ways.clock();
        this.client = ways.client();
        this.leader = ways.leader();
        this.settings = settings;
        this.vitals = vitals;
        this.listener = listener;
    }

    /** Asks for leases for this incarnation from now on. */
    void begin(long newIncarnation, String newBootId) {
        end();
        incarnation = newIncarnation;
        bootId = newBootId;
        sequence = 0;
        unanswered = 0;
        turnNanos = NO_TURN;
        renewEvery(run);
    }

    /** Asks no more. A lease that is held counts as over, without a call of the listener. */
    void end() {
        run++;
        held = false;
        deadlineNanos = Long.MIN_VALUE;
        cancelLapse();
    }

    /** Whether the lease counts at this moment, however late timers are. */
    boolean isHeld() {
        return held && clock.bootNanos() < deadlineNanos;
    }

    /** On {@link NodeClock#bootNanos}; in the past when none is held. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public Optional<Contact> lastContact() {
        return contact;
    }

    private void renewEvery(long ofRun) {
        if (ofRun != run) {
            return;
        }
        tellOfPause();
        if (unanswered < MOST_UNANSWERED) {
            renew();
        }
        loop.after(settings.renewEvery(), () -> renewEvery(ofRun));
    }

    /** Once for each pause: whoever looks for the reason of a fencing finds it on the node too. */
    private void tellOfPause() {
        long now = clock.bootNanos();
        Duration pause = Duration.ofNanos(now - turnNanos);
        if (turnNanos != NO_TURN && pause.compareTo(settings.suspectAfter()) > 0) {
            LOG.warn("no renewal was sent for {} ms: this process stood still, or the machine"
                    + " gave it no time", pause.toMillis());
        }
        turnNanos = now;
    }

    private void renew() {
        long sentNanos = clock.bootNanos();
        long ofRun = run;
        unanswered++;
        sequence++;
        Renewal renewal = new Renewal(self, incarnation, sequence, bootId,
                vitals.appliedIndex(), vitals.applierHealthy(), true, vitals.agentHealthy(), false,
                clock.wall().toEpochMilli(), false);
        loop.when(client.renew(renewal), reply -> {
            if (ofRun == run) {
                unanswered--;
                answered(reply, sentNanos);
            }
        });
    }

    private void answered(Reply reply, long sentNanos) {
        switch (reply) {
            case Reply.Granted granted -> granted(granted, sentNanos);
            case Reply.Refused(String reason) -> {
                end();
                listener.refused(reason);
            }
            case Reply.Unreachable unreachable -> {
                // The lease runs on to its end; the next renewal is on its way.
            }
        }
    }

    private void granted(Reply.Granted grant, long sentNanos) {
        leader.get().ifPresent(known -> contact =
                contact.filter(last -> last.bootNanos() > sentNanos)
                        .or(() -> Optional.of(new Contact(known, sentNanos))));
        long until = sentNanos + Duration.ofMillis(grant.leaseMillis()).toNanos();
        if (until <= clock.bootNanos()) {
            return;
        }
        if (held && clock.bootNanos() >= deadlineNanos) {
            lapsed();
        }
        held = true;
        deadlineNanos = Math.max(deadlineNanos, until);
        watchForLapse();
        listener.granted(grant.commitIndex());
    }

    private void watchForLapse() {
        cancelLapse();
        long ofRun = run;
        lapse = loop.after(Duration.ofNanos(deadlineNanos - clock.bootNanos()), () -> {
            if (ofRun == run && held) {
                lapsed();
            }
        });
    }

    private void lapsed() {
        held = false;
        deadlineNanos = Long.MIN_VALUE;
        cancelLapse();
        listener.lapsed();
    }

    private void cancelLapse() {
        if (lapse != null) {
            lapse.cancel();
            lapse = null;
        }
    }

    /** What a renewal tells of this node. */
    interface Vitals {
        long appliedIndex();

        boolean applierHealthy();

        boolean agentHealthy();
    }

    /** Hears of the lease, on the executor's loop. */
    interface Listener {
        /** @param commitIndex what was committed when the leader's proof began */
        void granted(long commitIndex);

        void lapsed();

        /** The incarnation is over; nothing more is asked for it. */
        void refused(String reason);
    }

    /**
     * What the lease is asked for with.
     *
     * @param leader whom this node takes for the leader
     */
    record Ways(
            EventLoop loop,
            NodeClock clock,
            LeaseClient client,
            Supplier<Optional<NodeId>> leader) {}
}
