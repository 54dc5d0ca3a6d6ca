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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What Raft promises, without Raft: one sequence of committed entries, one leader per term, a
 * commit only with a majority that stores it, and after the leader's end a successor from a
 * majority that has everything committed. What a fallen leader had appended and not committed is
 * kept up to some point and lost after it. Who believes to lead may be wrong for a while.
 */
final class SimulatedLog {

    private static final Duration STEP_DOWN = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final VirtualTime time;
    private final Chance chance;
    private final SimulatedNetwork network;
    private final List<NodeId> voters = new ArrayList<>();
    private final List<LogEntry> entries = new ArrayList<>();
    private final List<Appended> uncommitted = new ArrayList<>();
    private final SortedMap<NodeId, Replica> replicas = new TreeMap<>();
    private final Consumer<LogEntry> committed;
    private long term;
    private Optional<NodeId> leader = Optional.empty();
    private boolean electing;

    /** @param committed hears of each entry once, before any replica applies it */
    SimulatedLog(VirtualTime time, Chance chance, SimulatedNetwork network,
            Consumer<LogEntry> committed) {
        this.time = time;
        this.chance = chance;
        this.network = network;
        this.committed = committed;
    }

    void addVoter(NodeId node) {
        if (!voters.contains(node)) {
            voters.add(node);
        }
    }

    /** A daemon has started, or started again. */
    void attach(Replica replica) {
        replicas.put(replica.node(), replica);
        deliver(replica);
        watch();
    }

    Optional<NodeId> leader() {
        return leader;
    }

    long commitIndex() {
        return entries.size();
    }

    List<LogEntry> entries() {
        return entries;
    }

    boolean isHeardBy(NodeId a, NodeId b) {
        return isUp(a) && isUp(b) && network.carries(a, b);
    }

    /** To be called whenever a process stops, resumes, or a link changes. */
    void watch() {
        replicas.values().forEach(this::deliver);
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

    /** Hands leadership over at once, as a transfer does. */
    boolean transfer(NodeId successor) {
        if (leader.isEmpty() || !hasMajority(successor) || !isComplete(successor)
                || leader.get().equals(successor)) {
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
        time.after(PATIENCE, () -> answer.complete(new Proposed.Indeterminate("no answer")));
        time.after(network.delay(), () -> arrive(from, proposal, answer));
        return answer;
    }

    CompletableFuture<Optional<Proof>> prove(NodeId node) {
        CompletableFuture<Optional<Proof>> proof = new CompletableFuture<>();
        long began = term;
        long index = commitIndex();
        boolean leads = leader.equals(Optional.of(node)) && hasMajority(node);
        time.after(chance.millis(1, 6), () -> proof.complete(leads && hasMajority(node)
                ? Optional.of(new Proof(began, index))
                : Optional.empty()));
        return proof;
    }

    private void arrive(NodeId from, Proposal proposal, CompletableFuture<Proposed> answer) {
        Optional<NodeId> target = leader.filter(node -> isUp(node) && network.carries(from, node));
        if (target.isEmpty()) {
            time.after(chance.millis(20, 100),
                    () -> answer.complete(new Proposed.NoLeader(Optional.empty())));
            return;
        }
        if (proposal.onlyInTerm().isPresent() && proposal.onlyInTerm().getAsLong() != term) {
            answer.complete(new Proposed.Refused("the term has passed"));
            return;
        }
        NodeId leading = target.get();
        append(proposal, leading, (index, outcome) -> {
            if (network.carries(leading, from)
                    && !(proposal.requestId().isPresent() && chance.percent(3))) {
                time.after(chance.millis(1, 4),
                        () -> answer.complete(new Proposed.Applied(index, outcome)));
            }
        });
    }

    private void append(Proposal proposal, NodeId leading, Answer answer) {
        Instant stamped = replicas.get(leading).stamp();
        uncommitted.add(new Appended(term, stamped, proposal.author(), proposal.requestId(),
                proposal.command(), leading, answer));
        time.after(chance.millis(1, 6), this::commit);
    }

    /** Whatever a leader with a majority has appended is committed after a round. */
    private void commit() {
        if (leader.isPresent() && hasMajority(leader.get())) {
            commitFirst(uncommitted.size());
        }
    }

    private void commitFirst(int count) {
        List<Appended> kept = List.copyOf(uncommitted.subList(0, count));
        uncommitted.subList(0, count).clear();
        for (Appended each : kept) {
            LogEntry entry = new LogEntry(entries.size() + 1L, each.term(), each.time(),
                    ClusterState.FIRST_FEATURE_LEVEL, each.author(), each.requestId(),
                    each.command());
            entries.add(entry);
            committed.accept(entry);
            Replica replica = replicas.get(each.leading());
            if (replica.current().appliedIndex() < entry.index()) {
                replica.whenApplied(entry.index(),
                        outcome -> each.answer().applied(entry.index(), outcome));
            }
        }
        if (!kept.isEmpty()) {
            replicas.values().forEach(this::deliver);
        }
    }

    /** Stores what there is at once, and applies it after a while, in order. */
    private void deliver(Replica replica) {
        boolean connected = leader.map(node -> isHeardBy(node, replica.node())).orElse(false);
        if (!connected || !replica.isRunning()) {
            return;
        }
        if (replica.stored() == entries.size()
                && replica.current().appliedIndex() == entries.size()) {
            return;
        }
        replica.store(entries.size());
        long delay = replica.nextDelivery(time.nowNanos() + chance.millis(1, 8).toNanos());
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
        int kept = chance.below(uncommitted.size() + 1);
        term++;
        leader = Optional.of(node);
        long newTerm = term;
        commitFirst(kept);
        uncommitted.clear();
        replicas.values().forEach(this::deliver);
        Proposal barrier = Proposal.of(new Command.Barrier(), Author.cluster(node.value()));
        append(barrier, node, (index, outcome) -> {
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
        return isUp(node) && voters.contains(node) && voters.stream()
                .filter(other -> other.equals(node)
                        || (isUp(other) && network.connects(node, other)))
                .count() > voters.size() / 2;
    }

    private boolean isUp(NodeId node) {
        return Optional.ofNullable(replicas.get(node)).filter(Replica::isRunning).isPresent();
    }

    /** What a leader has in its log and not yet on a majority. */
    private record Appended(long term, Instant time, Author author, Optional<String> requestId,
            Command command, NodeId leading, Answer answer) {}

    private interface Answer {
        void applied(long index, Outcome outcome);
    }
}
