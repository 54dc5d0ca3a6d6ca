// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Proposes what a leader authors: valid in its term only, never retried across leaders (safety.md
 * 5), and not twice at the same time. Whoever still sees a need proposes again.
 */
final class LeaderProposals {

    private static final String HANDING_OVER = "hand over";

    private final Author author;
    private final EventLoop loop;
    private final Proposer proposer;
    private SortedSet<String> outstanding = new TreeSet<>();

    LeaderProposals(NodeId self, EventLoop loop, Proposer proposer) {
        this.author = Author.cluster(self.value());
        this.loop = loop;
        this.proposer = proposer;
    }

    /** Forgets what is outstanding: the answers concern a leadership that has ended. */
    void abandon() {
        outstanding = new TreeSet<>();
    }

    void propose(String subject, Command command, long term) {
        propose(subject, command, term, proposed -> { });
    }

    /** @param subject at most one proposal per subject is under way */
    void propose(String subject, Command command, long term, Consumer<Proposed> then) {
        SortedSet<String> current = outstanding;
        if (current.add(subject)) {
            loop.when(proposer.propose(Proposal.inTerm(command, author, term)), proposed -> {
                current.remove(subject);
                if (current == outstanding) {
                    then.accept(proposed);
                }
            });
        }
    }

    void handOver(Leadership leadership, NodeId successor) {
        SortedSet<String> current = outstanding;
        if (current.add(HANDING_OVER)) {
            loop.when(leadership.transferTo(successor), moved -> current.remove(HANDING_OVER));
        }
    }
}
