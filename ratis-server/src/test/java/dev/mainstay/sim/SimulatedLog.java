// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership.Proof;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * What Raft promises, without Raft: one sequence of committed entries, one leader per term, a
 * commit only with a majority that stores it, and after the leader's end a successor from a
 * majority that has everything committed. Who believes to lead may be wrong for a while.
 */
final class SimulatedLog {

    private static final Duration STEP_DOWN = Duration.ofSeconds(1);

    private final VirtualTime time;
    private final Chance chance;
    private final List<NodeId> voters;
    private final List<LogEntry> entries = new ArrayList<>();
    private final SortedMap<NodeId, Replica> replicas = new TreeMap<>();
    private final SortedSet<String> cuts = new TreeSet<>();
    private long term;
    private Optional<NodeId> leader = Optional.empty();
    private boolean electing;

    SimulatedLog(VirtualTime time, Chance chance, List<NodeId> voters) {
        this.time = time;
        this.chance = chance;
        this.voters = List.copyOf(voters);
    }

    /** A daemon has started, or started again: it applies the log anew from the begin. */
    void attach(Replica replica) {
        replicas.put(replica.node(), replica);
        deliver(replica);
        watch();
    }

    void cut(NodeId a, NodeId b) {
        cuts.add(link(a, b));
        watch();
    }

    void healAll() {
        cuts.clear();
        replicas.values().forEach(this::deliver);
        watch();
    }

    boolean reaches(NodeId a, NodeId b) {
        return isUp(a) && isUp(b) && (a.equals(b) || !cuts.contains(link(a, b)));
    }

    Optional<NodeId> leader() {
        return leader;
    }

    long commitIndex() {
        return entries.size();
    }

    List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    /** To be called whenever a process stops, resumes, or a link changes. */
    void watch() {
        if (leader.isPresent() && !hasMajority(leader.get())) {
            NodeId deposed = leader.get();
            leader = Optional.empty();
            time.after(STEP_DOWN, () -> {
                if (!leader.equals(Optional.of(deposed))) {
                    tellFollowing(deposed);
                }
            });
        }
        if (leader.isEmpty() && !electing) {
            electing = true;
            time.after(chance.millis(500, 1_600), this::elect);
        }
    }

    /** A paused daemon goes on. */
    void resumed(NodeId node) {
        deliver(replicas.get(node));
        watch();
    }

    /** Hands leadership over at once, as a transfer does. */
    boolean transfer(NodeId successor) {
        if (leader.isEmpty() || !hasMajority(successor) || !isComplete(successor)) {
            return false;
        }
        NodeId former = leader.get();
        leader = Optional.empty();
        tellFollowing(former);
        lead(successor);
        return true;
    }

    CompletableFuture<Proposed> propose(NodeId from, Proposal proposal) {
        CompletableFuture<Proposed> answer = new CompletableFuture<>();
        time.after(chance.millis(1, 5), () -> arrive(from, proposal, answer));
        return answer;
    }

    CompletableFuture<Optional<Proof>> prove(NodeId node) {
        CompletableFuture<Optional<Proof>> proof = new CompletableFuture<>();
        long began = term;
        long committed = commitIndex();
        boolean leads = leader.equals(Optional.of(node)) && hasMajority(node);
        time.after(chance.millis(1, 6), () -> proof.complete(leads
                ? Optional.of(new Proof(began, committed))
                : Optional.empty()));
        return proof;
    }

    private void arrive(NodeId from, Proposal proposal, CompletableFuture<Proposed> answer) {
        Optional<NodeId> target = leader.filter(node -> reaches(from, node) && hasMajority(node));
        if (target.isEmpty()) {
            time.after(chance.millis(20, 100), () -> answer.complete(
                    chance.percent(20)
                            ? new Proposed.Indeterminate("no answer")
                            : new Proposed.NoLeader(Optional.empty())));
            return;
        }
        if (proposal.onlyInTerm().isPresent() && proposal.onlyInTerm().getAsLong() != term) {
            answer.complete(new Proposed.Refused("the term has passed"));
            return;
        }
        LogEntry entry = append(proposal.command(), proposal.author(), proposal.requestId());
        boolean answerIsLost = proposal.requestId().isPresent() && chance.percent(3);
        replicas.get(target.get()).whenApplied(entry.index(), outcome -> time.after(
                chance.millis(1, 4), () -> answer.complete(answerIsLost
                        ? new Proposed.Indeterminate("the answer was lost")
                        : new Proposed.Applied(entry.index(), outcome))));
    }

    private LogEntry append(Command command, Author author, Optional<String> requestId) {
        Instant stamped = Instant.parse("2026-01-01T00:00:00Z").plusNanos(time.nowNanos());
        LogEntry entry = new LogEntry(entries.size() + 1, term, stamped,
                ClusterState.FIRST_FEATURE_LEVEL, author, requestId, command);
        entries.add(entry);
        replicas.values().stream()
                .filter(replica -> reaches(replica.node(), leader.orElseThrow()))
                .forEach(this::deliver);
        return entry;
    }

    /** Stores what there is at once, and applies it after a while, in order. */
    private void deliver(Replica replica) {
        if (!isUp(replica.node())) {
            return;
        }
        boolean connected = leader.map(node -> reaches(replica.node(), node)).orElse(false);
        if (connected) {
            replica.store(entries.size());
        }
        long delay = replica.nextDelivery(
                time.nowNanos() + chance.millis(1, 8).toNanos());
        time.at(delay, () -> replica.apply(entries));
    }

    private void elect() {
        electing = false;
        if (leader.isPresent()) {
            return;
        }
        List<NodeId> candidates = voters.stream()
                .filter(this::hasMajority)
                .filter(this::isComplete)
                .toList();
        if (candidates.isEmpty()) {
            watch();
        } else {
            lead(chance.of(candidates));
        }
    }

    private void lead(NodeId node) {
        term++;
        leader = Optional.of(node);
        long newTerm = term;
        replicas.values().stream().filter(replica -> reaches(replica.node(), node))
                .forEach(this::deliver);
        LogEntry first = append(
                new Command.Barrier(), Author.cluster(node.value()), Optional.empty());
        replicas.get(node).whenApplied(first.index(), (Outcome outcome) -> {
            if (leader.equals(Optional.of(node)) && term == newTerm) {
                Optional.ofNullable(replicas.get(node)).ifPresent(it -> it.leading(newTerm));
            }
        });
    }

    private void tellFollowing(NodeId node) {
        Optional.ofNullable(replicas.get(node)).ifPresent(replica -> replica.following(leader));
    }

    /** Whether the node stores every committed entry. */
    private boolean isComplete(NodeId node) {
        return isUp(node) && replicas.get(node).stored() >= entries.size();
    }

    private boolean hasMajority(NodeId node) {
        return voters.stream().filter(other -> reaches(node, other)).count() > voters.size() / 2;
    }

    private boolean isUp(NodeId node) {
        return Optional.ofNullable(replicas.get(node)).filter(Replica::isRunning).isPresent();
    }

    private static String link(NodeId a, NodeId b) {
        return a.compareTo(b) < 0 ? a + "|" + b : b + "|" + a;
    }
}
