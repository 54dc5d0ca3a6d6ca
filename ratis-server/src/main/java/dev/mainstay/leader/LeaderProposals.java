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
    private final SortedSet<String> outstanding = new TreeSet<>();
    private long leadership;

    LeaderProposals(NodeId self, EventLoop loop, Proposer proposer) {
        this.author = Author.cluster(self.value());
        this.loop = loop;
        this.proposer = proposer;
    }

    /** Forgets what is outstanding: the answers concern a leadership that has ended. */
    void abandon() {
        leadership++;
        outstanding.clear();
    }

    void propose(String subject, Command command, long term) {
        propose(subject, command, term, proposed -> {});
    }

    /** @param subject at most one proposal per subject is under way */
    void propose(String subject, Command command, long term, Consumer<Proposed> then) {
        long ofLeadership = leadership;
        if (outstanding.add(subject)) {
            loop.when(proposer.propose(Proposal.inTerm(command, author, term)), proposed -> {
                if (ofLeadership == leadership) {
                    outstanding.remove(subject);
                    then.accept(proposed);
                }
            });
        }
    }

    void handOver(Leadership raft, NodeId successor) {
        long ofLeadership = leadership;
        if (outstanding.add(HANDING_OVER)) {
            loop.when(raft.transferTo(successor), moved -> {
                if (ofLeadership == leadership) {
                    outstanding.remove(HANDING_OVER);
                }
            });
        }
    }
}
