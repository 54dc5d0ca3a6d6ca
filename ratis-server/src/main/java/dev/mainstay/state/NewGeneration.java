// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.TransitionProgress;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The first state of a cluster that is restored from a saved one (safety.md 25). Configuration, its
 * history, past fencing and the names of machines are kept. What was known of running services is
 * not: operation histories, actions in flight, incarnations, transient attributes, requests to move
 * and join tokens go, tickets become standby, and no machine counts before it was heard of.
 *
 * <p>Revisions and log indexes go on at the next multiple of a step that is far above what the lost
 * cluster can have reached after the backup, so that nobody who watches reads the past.
 *
 * @param identity of the new cluster
 * @param founder the machine that restores
 * @param at wall clock of the restoring machine
 * @param author who restores
 */
public record NewGeneration(
        ClusterIdentity identity,
        Member founder,
        Membership.Predecessor predecessor,
        Instant at,
        Author author) {

    /** Changes are made by people and their scripts: a lost day holds thousands. */
    static final long REVISION_STEP = 1_000_000;

    /** Thirty years of a thousand entries a second. */
    static final long INDEX_STEP = 1_000_000_000_000L;

    /** Where the new log begins: the entry that its first state contains. */
    public static LogPosition beginning(ClusterState saved) {
        return new LogPosition(saved.position().term(), next(saved.appliedIndex(), INDEX_STEP));
    }

    /** The state with which the new cluster begins. */
    public ClusterState of(ClusterState saved) {
        LogPosition position = beginning(saved);
        Instant time = at.isAfter(saved.logTime()) ? at : saved.logTime();
        return new ClusterState(position, time, saved.featureLevel(), membership(saved),
                revisions(saved, position.index(), time), nodes(saved, time), tickets(saved),
                TreePMap.empty(), new FencingLedger(TreePMap.empty(), saved.fencing().ended()),
                TransitionProgress.NONE,
                PlanDemand.INITIAL.raised(Grade.SAFETY, position.index(),
                        "the cluster was restored"),
                saved.outcomes(), TreePMap.empty(), DigestCheckpoint.NONE);
    }

    private Membership membership(ClusterState saved) {
        TreeMap<NodeId, Member> members = new TreeMap<>();
        saved.members().values().forEach(old -> members.put(old.node(), old.awaited()));
        members.put(founder.node(), founder);
        return new Membership(Optional.of(identity), TreePMap.fromSortedMap(members),
                TreePMap.empty(), saved.membership().removed(),
                Membership.awaited(saved.membership()), Optional.of(predecessor));
    }

    private RevisionHistory revisions(ClusterState saved, long index, Instant time) {
        Revision last = saved.revisions().current();
        return saved.revisions().plus(new Revision(next(last.number(), REVISION_STEP),
                last.number(), index, time, author, "restored from a backup of cluster "
                        + predecessor.clusterId() + " at revision " + last.number(),
                last.configuration()));
    }

    private PSortedMap<NodeId, NodeRecord> nodes(ClusterState saved, Instant time) {
        TreeSet<NodeId> names = new TreeSet<>(saved.members().keySet());
        names.addAll(saved.nodes().keySet());
        TreeMap<NodeId, NodeRecord> nodes = new TreeMap<>();
        names.forEach(name -> nodes.put(name, NodeRecord.unheard(name, time)));
        nodes.putIfAbsent(founder.node(), NodeRecord.absent(founder.node(), time));
        return TreePMap.fromSortedMap(nodes);
    }

    private static PSortedMap<String, TicketStatus> tickets(ClusterState saved) {
        PSortedMap<String, TicketStatus> tickets = saved.tickets();
        for (TicketStatus ticket : saved.tickets().values()) {
            tickets = tickets.plus(ticket.id(), new TicketStatus(
                    ticket.id(), ticket.granted(), true, ticket.attributes()));
        }
        return tickets;
    }

    private static long next(long reached, long step) {
        return (reached / step + 1) * step;
    }
}
