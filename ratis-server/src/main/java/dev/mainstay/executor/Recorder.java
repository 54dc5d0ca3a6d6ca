// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Brings facts into the log and does not give up: a fact stays true while the cluster has no
 * leader. Each carries a request id, so that a repetition after an indeterminate answer has no
 * second effect.
 */
final class Recorder {

    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);

    private final Author author;
    private final EventLoop loop;
    private final Proposer proposer;
    private long generation;

    Recorder(ExecutorPorts ports) {
        this.author = Author.cluster(ports.self().value());
        this.loop = ports.loop();
        this.proposer = ports.proposer();
    }

    /** Ends all that has not been recorded yet: it is about an incarnation that is over. */
    void abandon() {
        generation++;
    }

    /** @param then called once, when the command was applied, whatever its outcome */
    void record(String requestId, Command command, Consumer<Proposed.Applied> then) {
        Proposal proposal = new Proposal(
                command, author, Optional.of(requestId), OptionalLong.empty());
        attempt(new Attempt(proposal, FIRST_DELAY, generation), then);
    }

    private void attempt(Attempt attempt, Consumer<Proposed.Applied> then) {
        if (attempt.generation() != generation) {
            return;
        }
        loop.when(proposer.propose(attempt.proposal()), proposed -> {
            if (attempt.generation() != generation) {
                return;
            }
            switch (proposed) {
                case Proposed.Applied applied -> then.accept(applied);
                case Proposed.NoLeader none -> again(attempt, then);
                case Proposed.Refused refused -> again(attempt, then);
                // What a node records is bounded far below; losing it would be worse than trying.
                case Proposed.TooLarge tooLarge -> again(attempt, then);
                case Proposed.Indeterminate unknown -> again(attempt, then);
            }
        });
    }

    private void again(Attempt attempt, Consumer<Proposed.Applied> then) {
        loop.after(attempt.delay(), () -> attempt(attempt.next(), then));
    }

    private record Attempt(Proposal proposal, Duration delay, long generation) {

        Attempt next() {
            Duration doubled = delay.multipliedBy(2);
            return new Attempt(proposal,
                    doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled, generation);
        }
    }
}
