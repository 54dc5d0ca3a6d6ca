// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.leader.NodeAges.Incarnation;
import dev.mainstay.leader.WatchedNode.Standing;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.LastContact;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.Leadership.Proof;
import dev.mainstay.port.LeaseClient.Renewal;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LeaseGrantor;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants leases and judges which machines live, by the one signal of renewals (safety.md 13, 16,
 * 17).
 *
 * <ol>
 * <li>A renewal is answered after a majority round that began after it arrived.
 * <li>An incarnation that has been silent for a while is suspected, in the log; one that stays
 * silent is lost. Grants to it end before its loss is proposed, and never come back.
 * <li>An incarnation that has just joined has as long as a lease, until its renewals are steady.
 * <li>A new leader gives everyone the whole grace, suspects one renewal period, and counts the
 * previous leader from its own last contact with it.
 * </ol>
 *
 * <p>It also compares the clocks that renewals show: a leader whose own is far off hands over
 * (safety.md 27). Log time that an outage of the whole cluster left behind is brought forward by a
 * committed reset, once a majority has the leader's time.
 *
 * <p>It ticks on followers too: only so a new leader knows whether it slept.
 */
public final class LivenessMonitor implements LeaseGrantor {

    private static final Logger LOG = LoggerFactory.getLogger(LivenessMonitor.class);

    /**
     * What an announced restart of a daemon may take: seconds on an idle machine, more on a loaded
     * one. A machine that dies meanwhile is noticed that much later.
     */
    private static final Duration RESTART_GRACE = Duration.ofSeconds(60);

    private final NodeId self;
    private final EventLoop loop;
    private final NodeClock clock;
    private final Leadership leadership;
    private final StateSource states;
    private final LastContact contact;
    private final LivenessSettings settings;
    private final LeaderProposals proposals;
    private final LeaseRounds rounds;
    private final NodeAges ages;
    private final ClockComparison clocks = new ClockComparison();
    private final SortedSet<Incarnation> condemned = new TreeSet<>();
    private final SortedSet<Incarnation> inheritedSuspects = new TreeSet<>();
    private OptionalLong term = OptionalLong.empty();
    private boolean logTimeIsBehind;

    public LivenessMonitor(
            LeaderPorts ports, LastContact contact, LivenessSettings settings) {
        this.self = ports.self();
        this.loop = ports.loop();
        this.clock = ports.clock();
        this.leadership = ports.leadership();
        this.states = ports.states();
        this.contact = contact;
        this.settings = settings;
        this.proposals = new LeaderProposals(self, loop, ports.proposer());
        this.rounds = new LeaseRounds(
                loop, leadership, () -> states.current().appliedIndex(), this::judge);
        this.ages = new NodeAges(settings.tickGap().toNanos(),
                settings.suspectAfter().toNanos(), clock.bootNanos());
    }

    /** This node leads in {@code newTerm} and has applied an entry of its own in it. */
    void beginLeading(long newTerm) {
        long now = clock.bootNanos();
        term = OptionalLong.of(newTerm);
        condemned.clear();
        inheritedSuspects.clear();
        clocks.clear();
        logTimeIsBehind = clock.wall().isAfter(
                states.current().logTime().plus(ClockComparison.BOUND));
        ages.beginLeading(now);
        for (WatchedNode node : LeaderView.watchedNodes(states.current())) {
            ages.seen(node.life(), now);
            if (node.standing() == Standing.SUSPECTED) {
                inheritedSuspects.add(node.life());
            }
            contact.lastContact()
                    .filter(last -> last.leader().equals(node.node()) && !node.node().equals(self))
                    .ifPresent(last -> ages.lastContact(node.life(), last.bootNanos()));
        }
    }

    void endLeading() {
        term = OptionalLong.empty();
        proposals.abandon();
        rounds.abandon();
    }

    /** The state has advanced. */
    void applied() {
        rounds.applied();
    }

    @Override
    public CompletableFuture<Reply> renew(Renewal renewal) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        loop.execute(() -> arrive(renewal, reply));
        return reply;
    }

    private void arrive(Renewal renewal, CompletableFuture<Reply> reply) {
        if (term.isEmpty()) {
            reply.complete(new Reply.Unreachable("this node does not lead"));
            return;
        }
        Incarnation incarnation =
                new Incarnation(new NodeId(renewal.node()), renewal.incarnation());
        boolean healthy =
                !renewal.rejoining() && renewal.applierHealthy() && renewal.executorHealthy()
                        && renewal.agentHealthy();
        ages.heard(incarnation, healthy, clock.bootNanos());
        inheritedSuspects.remove(incarnation);
        clocks.heard(incarnation.node(),
                renewal.wallMillis() - clock.wall().toEpochMilli());
        rounds.arrive(renewal, reply);
    }

    private Reply judge(Renewal renewal, Proof proof) {
        Optional<WatchedNode> known = LeaderView.watchedNodes(states.current()).stream()
                .filter(node -> node.node().value().equals(renewal.node())
                        && node.incarnation() == renewal.incarnation())
                .findFirst();
        if (known.isEmpty()) {
            return new Reply.Refused("incarnation " + renewal.incarnation() + " of "
                    + renewal.node() + " is not the one that the log knows");
        }
        WatchedNode node = known.get();
        if (node.standing() == Standing.GONE) {
            return new Reply.Refused("incarnation " + renewal.incarnation() + " of "
                    + renewal.node() + " is lost or has left");
        }
        if (renewal.rejoining()) {
            return new Reply.Unreachable("a daemon that has not joined yet gets no lease");
        }
        if (condemned.contains(node.life())) {
            return new Reply.Unreachable("the loss of this incarnation is being recorded");
        }
        if (!node.standing().mayHoldLease()) {
            return new Reply.Unreachable("the join waits until what was before it is settled");
        }
        return new Reply.Granted(
                proof.term(), proof.commitIndex(), settings.lease().toMillis());
    }

    /** To be called at each tick, leading or not. */
    void tick() {
        ages.tick(clock.bootNanos());
        if (term.isPresent()) {
            LeaderView.watchedNodes(states.current()).stream()
                    .filter(node -> node.standing().isWatched())
                    .forEach(node -> look(node, term.getAsLong()));
            compareClocks(term.getAsLong());
        }
    }

    private void compareClocks(long leadingTerm) {
        ClusterState state = states.current();
        clocks.changes(state).forEach(change -> proposals.propose(
                "clock " + change.node(), change, leadingTerm,
                answer -> LOG.warn("the clock of {} is {} ms ahead of the majority's",
                        change.node(), change.value().orElse("again less than "
                                + ClockComparison.BOUND.toMillis()))));
        if (clocks.isFarOff(self, state)) {
            stepAside();
        } else if (logTimeIsBehind && clocks.isOursTheMajoritys(self, state)) {
            bringLogTimeForward(leadingTerm);
        }
    }

    /** The cluster was without a leader for longer than any of its nodes could measure. */
    private void bringLogTimeForward(long leadingTerm) {
        proposals.propose("log time", new Command.ResetTime(clock.wall()), leadingTerm,
                proposed -> {
                    if (proposed instanceof Proposed.Applied) {
                        logTimeIsBehind = false;
                        LOG.info("log time is brought forward to {}", states.current().logTime());
                    }
                });
    }

    private void look(WatchedNode node, long leadingTerm) {
        Incarnation life = node.life();
        long now = clock.bootNanos();
        ages.seen(life, now);
        Optional<String> fault = fault(node, now);
        if (node.node().equals(self)) {
            fault.ifPresent(reason -> stepAside());
            // It may lead as one that its predecessor suspected, and nobody else would clear it.
            clear(node, now, leadingTerm);
        } else if (condemned.contains(life) || fault.isPresent()) {
            condemned.add(life);
            proposals.propose("lost " + life, new Command.RecordNodeEvent(node.node(),
                    new NodeEvent.Lost(leadingTerm, node.incarnation(),
                            fault.orElse("silent"))),
                    leadingTerm);
        } else if (node.standing() == Standing.ONLINE
                && silent(life, now, settings.suspectAfter())) {
            proposals.propose("suspect " + life, new Command.RecordNodeEvent(node.node(),
                    new NodeEvent.Suspected(leadingTerm, node.incarnation())), leadingTerm);
        } else {
            clear(node, now, leadingTerm);
        }
    }

    private void clear(WatchedNode node, long now, long leadingTerm) {
        Incarnation life = node.life();
        if (node.standing() == Standing.SUSPECTED && ages.heardWhileLeading(life)
                && !silent(life, now, settings.suspectAfter())) {
            proposals.propose("clear " + life, new Command.RecordNodeEvent(node.node(),
                    new NodeEvent.Cleared(leadingTerm, node.incarnation())), leadingTerm);
        }
    }

    private Optional<String> fault(WatchedNode node, long now) {
        Incarnation life = node.life();
        Duration grace = grace(node);
        if (!life.node().equals(self) && silent(life, now, grace)) {
            return Optional.of("not heard from for " + grace.toMillis() + " ms");
        }
        if (ages.unhealthyNanos(life, now) >= settings.unhealthyFor().toNanos()) {
            return Optional.of("a part of it has stood still for "
                    + settings.unhealthyFor().toMillis() + " ms");
        }
        return Optional.empty();
    }

    /** How long it may be silent. */
    private Duration grace(WatchedNode node) {
        Incarnation life = node.life();
        if (node.standing() == Standing.RESTARTING) {
            return longer(RESTART_GRACE, settings.loseAfter());
        }
        if (inheritedSuspects.contains(life)) {
            return settings.renewalPeriod();
        }
        // A daemon that has just started runs cold code on a busy machine, and pauses as it never
        // will again. It has a lease's time for that: fencing it would only make it start anew.
        return ages.isNewcomer(life) ? longer(settings.lease(), settings.loseAfter())
                : settings.loseAfter();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private boolean silent(Incarnation life, long now, Duration limit) {
        return ages.silentNanos(life, now) >= limit.toNanos();
    }

    /** A leader that is unwell judges nobody, least of all itself: another has to lead. */
    private void stepAside() {
        List<NodeId> others = LeaderView.watchedNodes(states.current()).stream()
                .filter(node -> node.standing() == Standing.ONLINE && !node.node().equals(self))
                .filter(node -> ages.heardWhileLeading(node.life()))
                .map(WatchedNode::node)
                .filter(node -> !clocks.isFarOff(node, states.current()))
                .toList();
        if (!others.isEmpty()) {
            proposals.handOver(leadership, others.getFirst());
        }
    }
}
