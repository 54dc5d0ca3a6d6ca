// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the entry that founds the cluster, once the founder's peer leads its own group. Repeated
 * until it is applied; apply takes it once.
 */
final class Founding implements Leadership.Listener {

    private static final Duration RETRY = Duration.ofMillis(200);

    private final NodeIdentity identity;
    private final Member founder;
    private final StateSource states;
    private final Proposer proposer;
    private final EventLoop loop;

    Founding(
            NodeIdentity identity,
            Member founder,
            StateSource states,
            Proposer proposer,
            EventLoop loop) {
        this.identity = identity;
        this.founder = founder;
        this.states = states;
        this.proposer = proposer;
        this.loop = loop;
    }

    @Override
    public void leading(long term) {
        loop.execute(this::propose);
    }

    @Override
    public void following(Optional<NodeId> leader) {
        // Whoever else leads this group was admitted after the founding.
    }

    private void propose() {
        if (states.current().membership().identity().isPresent()) {
            return;
        }
        Command command = new Command.ChangeMembership(new MembershipChange.Founded(
                identity.clusterId(), identity.clusterName(), founder));
        Proposal proposal = new Proposal(command, Author.cluster(founder.node().value()),
                Optional.of("founding-" + identity.clusterId()), OptionalLong.empty());
        loop.when(proposer.propose(proposal), proposed -> {
            switch (proposed) {
                case Proposed.Applied ignored -> {
                    // Founded, by this entry or by an earlier one.
                }
                case Proposed.NoLeader ignored -> loop.after(RETRY, this::propose);
                case Proposed.Refused ignored -> loop.after(RETRY, this::propose);
                case Proposed.TooLarge ignored -> loop.after(RETRY, this::propose);
                case Proposed.Indeterminate ignored -> loop.after(RETRY, this::propose);
            }
        });
    }
}
