// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.Leadership.Proof;
import dev.mainstay.port.LeaseClient.Renewal;
import dev.mainstay.port.LeaseClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Answers renewals after a majority round that began after they arrived (safety.md 16). One round
 * runs at a time and serves all that had arrived before it began; what arrives meanwhile is served
 * by the next.
 *
 * <p>A round proves what was committed, not what is applied here: an answer also waits until this
 * node's state holds everything that was committed when the round began, so that a successor never
 * grants to an incarnation whose loss is in the log but not yet in its state (safety.md 13).
 */
final class LeaseRounds {

    private final EventLoop loop;
    private final Leadership leadership;
    private final LongSupplier appliedIndex;
    private final Judge judge;
    private List<Waiting> arrived = new ArrayList<>();
    private final List<Proven> unapplied = new ArrayList<>();
    private boolean running;

    LeaseRounds(
            EventLoop loop, Leadership leadership, LongSupplier appliedIndex, Judge judge) {
        this.loop = loop;
        this.leadership = leadership;
        this.appliedIndex = appliedIndex;
        this.judge = judge;
    }

    void arrive(Renewal renewal, CompletableFuture<Reply> reply) {
        arrived.add(new Waiting(renewal, reply));
        if (!running) {
            begin();
        }
    }

    /** To be called when the state has advanced. */
    void applied() {
        if (unapplied.isEmpty()) {
            return;
        }
        List<Proven> proven = List.copyOf(unapplied);
        unapplied.clear();
        proven.forEach(this::answer);
    }

    /** Ends everything that waits: this node leads no more. */
    void abandon() {
        unapplied.forEach(proven -> refuse(proven.batch()));
        unapplied.clear();
    }

    private void begin() {
        running = true;
        List<Waiting> batch = arrived;
        arrived = new ArrayList<>();
        loop.when(leadership.prove(), proof -> ended(batch, proof));
    }

    private void ended(List<Waiting> batch, Optional<Proof> proof) {
        running = false;
        proof.ifPresentOrElse(
                proven -> answer(new Proven(batch, proven)),
                () -> refuse(batch));
        if (!arrived.isEmpty()) {
            begin();
        }
    }

    private void answer(Proven proven) {
        Proof proof = proven.proof();
        if (leadership.leadingTerm().orElse(-1) != proof.term()) {
            refuse(proven.batch());
        } else if (appliedIndex.getAsLong() < proof.commitIndex()) {
            unapplied.add(proven);
        } else {
            proven.batch().forEach(waiting -> waiting.reply()
                    .complete(judge.judge(waiting.renewal(), proof)));
        }
    }

    private static void refuse(List<Waiting> batch) {
        batch.forEach(waiting -> waiting.reply()
                .complete(new Reply.Unreachable("this node could not prove that it leads")));
    }

    /** Decides on a renewal once leadership is proven and the state is as new as the proof. */
    interface Judge {
        Reply judge(Renewal renewal, Proof proof);
    }

    private record Waiting(Renewal renewal, CompletableFuture<Reply> reply) {}

    private record Proven(List<Waiting> batch, Proof proof) {}
}
