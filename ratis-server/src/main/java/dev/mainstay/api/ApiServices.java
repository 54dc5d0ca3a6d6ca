// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.effect.EffectScopes;
import dev.mainstay.effect.RecentChanges;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseGrantor;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.RaftGateway;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import io.grpc.BindableService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** All services of a node, made from what they work with; the same ones serve every listener. */
public final class ApiServices {

    private final List<BindableService> services;

    public ApiServices(Parts parts) {
        Reads reads = new Reads(
                parts.self(), parts.states(), parts.currentReads(), parts.leadership());
        Previews previews = new Previews(reads, parts.plans(), parts.clock());
        Changes changes = new Changes(
                parts.self(), parts.proposer(), previews, parts.loop(), parts.clock());
        Watches watches = new Watches(parts.states(), parts.events());
        RecentChanges recent = new RecentChanges(parts.states().current());
        var _ = parts.states().subscribe(recent);
        ChangeWatch changeWatch = new ChangeWatch(reads, parts.events(),
                new EffectScopes(recent, parts.plans()), parts.plans(), parts.clock());
        Admissions admissions = new Admissions(
                parts.names(), changes, reads, parts.enrolment(), parts.clock());
        this.services = List.of(
                new ClusterEndpoint(reads, watches, changeWatch, admissions),
                new ConfigurationEndpoint(
                        changes, reads, new OptionCheck(parts.agents()::describe)),
                new NodeEndpoint(changes, reads, parts.restart(), parts.clock()),
                new ResourceEndpoint(changes, reads, parts.agents(),
                        new Explanations(parts.plans()), parts.clock()),
                new FencingEndpoint(changes, reads),
                new TicketEndpoint(changes, reads),
                new BackupEndpoint(parts.self(), parts.names(), reads, parts.enrolment(),
                        parts.clock()),
                new PeerEndpoint(parts.raft()::currentTerm, parts.leadership(), parts.leases(),
                        parts.proposeHere(), parts.supersession()));
    }

    List<BindableService> all() {
        return services;
    }

    /**
     * What the services work with.
     *
     * @param currentReads gives a state that is current, or nothing when no leader proves itself
     * @param restart ends this daemon so that it can be started again, services running on
     * @param proposeHere proposes if this node leads, and never forwards
     */
    public record Parts(
            NodeId self,
            ClusterNames names,
            StateSource states,
            RaftGateway raft,
            Leadership leadership,
            Proposer proposer,
            Function<Proposal, CompletableFuture<Proposed>> proposeHere,
            Supplier<CompletableFuture<Optional<ClusterState>>> currentReads,
            LeaseGrantor leases,
            EventRing events,
            AgentCatalog agents,
            PlanSource plans,
            Enrolment enrolment,
            Supplier<CompletableFuture<Void>> restart,
            Supersession supersession,
            EventLoop loop,
            NodeClock clock) {}
}
