// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.demo.FailOver.Victim;
import dev.mainstay.cli.demo.ServiceProbe.Answer;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.NodeStatusView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Kills the node that runs the service, watches the others take over, restarts it and watches it
 * come back.
 */
final class KillRound {

    private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(60);
    private static final Duration REJOIN_LIMIT = Duration.ofSeconds(90);
    private static final Duration EVENT_LIMIT = Duration.ofSeconds(5);

    private final DemoCluster cluster;
    private final ServiceProbe probe;
    private final Observations observations;
    private final Progress progress;

    KillRound(DemoCluster cluster, ServiceProbe probe, Observations observations,
            Progress progress) {
        this.cluster = cluster;
        this.probe = probe;
        this.observations = observations;
        this.progress = progress;
    }

    FailOver run(Victim victim) throws IOException {
        DemoNode target = prepare(victim);
        DemoNode witness = cluster.nodes().stream()
                .filter(node -> !node.equals(target)).findFirst().orElseThrow();
        long incarnation = incarnation(cluster.status(), target);
        try (EventRecorder events = new EventRecorder(witness)) {
            long kill = kill(victim, target);
            Answer answer = awaitTakeOver(target, kill);
            Timeline timeline = settledTimeline(events, kill, target, victim);
            List<Timeline.Moment> moments = timeline.moments(target.name(), answer);
            moments.forEach(moment -> progress.block(moment.line()));
            checkTakeOver(victim, target, timeline, answer);
            checkFencing(target, timeline);
            long restart = System.nanoTime();
            cluster.start(target, progress);
            long applied = awaitRejoin(target, incarnation);
            long rejoined = (System.nanoTime() - restart) / 1_000_000;
            observations.saw(target.name() + " rejoined and caught up",
                    "after " + rejoined + " ms, at log index " + applied);
            return new FailOver(victim, target.name(), answer.node(),
                    timeline.millis(answer.nanos()), moments, rejoined, applied);
        }
    }

    // The service has to run on a node of the wanted kind. Leadership can move by itself meanwhile,
    // so that both are looked at again after each move.
    private DemoNode prepare(Victim victim) {
        for (int attempt = 0; attempt < 5; attempt++) {
            ClusterStatus status = cluster.awaitQuiet();
            DemoNode leader = cluster.node(status.getPosition().getLeader());
            Optional<DemoNode> runner = cluster.runner(status);
            boolean wanted = runner.isPresent()
                    && runner.get().equals(leader) == (victim == Victim.LEADER);
            if (wanted) {
                progress.line("the leader is " + leader.name() + ", the service runs on "
                        + runner.get().name());
                return runner.get();
            }
            DemoNode to = victim == Victim.LEADER
                    ? leader
                    : cluster.nodes().stream().filter(node -> !node.equals(leader))
                            .findFirst().orElseThrow();
            progress.line("moving the service to " + to.name() + ", the "
                    + (victim == Victim.LEADER ? "leader" : "follower to be killed"));
            cluster.move(to);
        }
        throw new NotSeen("the service on a " + victim.text(), "leadership kept moving");
    }

    private long kill(Victim victim, DemoNode target) {
        List<ProcessHandle> processes = target.processes().find();
        progress.line("killing " + target.name() + ", the " + victim.text() + " that runs the"
                + " service: " + processes.size() + " processes");
        target.expectEnd();
        long kill = System.nanoTime();
        processes.forEach(ProcessHandle::destroyForcibly);
        target.processes().kill();
        return kill;
    }

    private Answer awaitTakeOver(DemoNode target, long kill) {
        return Waiting.until("the service after " + target.name() + " was killed",
                TAKE_OVER_LIMIT, () -> probe.outageAfter(kill)
                        .map(ServiceProbe.Outage::end)
                        .filter(answer -> !answer.node().equals(target.name())));
    }

    // Events travel on their own; those that belong to the take-over may arrive after the answer.
    private Timeline settledTimeline(
            EventRecorder events, long kill, DemoNode target, Victim victim) {
        try {
            Waiting.untilTrue("the events of the take-over", EVENT_LIMIT, () -> {
                Timeline timeline = new Timeline(kill, events.arrivals());
                return timeline.first("fencing-succeeded", target.name()).isPresent()
                        && timeline.firstStartElsewhere(target.name()).isPresent();
            });
        } catch (NotSeen incomplete) {
            observations.missed("the events of the fail-over of the " + victim.text(),
                    String.valueOf(incomplete.getMessage()));
        }
        return new Timeline(kill, events.arrivals());
    }

    private void checkTakeOver(Victim victim, DemoNode target, Timeline timeline, Answer answer) {
        observations.saw("the service came back after the " + victim.text() + " was killed",
                "on " + answer.node() + ", " + timeline.millis(answer.nanos())
                        + " ms after SIGKILL to " + target.name()
                        + probe.outageAfter(timeline.killNanos())
                                .map(outage -> "; its users missed it for " + outage.millis()
                                        + " ms")
                                .orElse(""));
        if (victim == Victim.LEADER) {
            DemoNode leader = cluster.awaitLeader(Optional.of(target));
            observations.saw("another leader took over", leader.name());
        }
    }

    private void checkFencing(DemoNode target, Timeline timeline) {
        Optional<ClusterEvent> fenced = timeline.first("fencing-succeeded", target.name());
        Optional<ClusterEvent> started = timeline.firstStartElsewhere(target.name());
        observations.check(
                target.name() + " was fenced before anything of it was started elsewhere",
                fenced.isPresent() && started.isPresent()
                        && fenced.get().getIndex() <= started.get().getIndex(),
                "fenced at log index " + fenced.map(ClusterEvent::getIndex).orElse(0L)
                        + ", first start at " + started.map(ClusterEvent::getIndex).orElse(0L));
    }

    private long awaitRejoin(DemoNode target, long incarnationBefore) {
        ClusterStatus seen = Waiting.until(target.name() + " back in the cluster", REJOIN_LIMIT,
                () -> Optional.of(cluster.status())
                        .filter(status -> incarnation(status, target) > incarnationBefore
                                && view(status, target).filter(DemoCluster::isOnline).isPresent()));
        long wanted = seen.getPosition().getAppliedIndex();
        return Waiting.until(target.name() + " caught up with log index " + wanted, REJOIN_LIMIT,
                () -> Optional.of(cluster.localStatus(target).getPosition().getAppliedIndex())
                        .filter(applied -> applied >= wanted));
    }

    private static long incarnation(ClusterStatus status, DemoNode node) {
        return view(status, node).map(NodeStatusView::getIncarnation).orElse(0L);
    }

    private static Optional<NodeStatusView> view(ClusterStatus status, DemoNode node) {
        return status.getNodesList().stream()
                .filter(view -> view.getName().equals(node.name())).findFirst();
    }
}
