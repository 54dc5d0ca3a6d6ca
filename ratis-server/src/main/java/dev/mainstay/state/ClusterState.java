// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.TransitionProgress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Everything that the cluster agrees on, after some log entry. Immutable, and built of sorted
 * persistent maps: a new state shares with the one before whatever the entry did not touch. The
 * same log gives equal states with the same digest ({@link StateFormat#digest}) on every machine.
 *
 * @param position the last applied entry
 * @param logTime never runs back, save by a committed {@link Command.ResetTime}
 * @param featureLevel what apply does is switched by it, and only an entry raises it
 * @param tickets by id
 * @param moves requests to move a resource that have not ended
 * @param stages parts of large things on their way
 */
public record ClusterState(
        LogPosition position,
        Instant logTime,
        int featureLevel,
        Membership membership,
        RevisionHistory revisions,
        PSortedMap<NodeId, NodeRecord> nodes,
        PSortedMap<String, TicketStatus> tickets,
        PSortedMap<ResourceId, Move> moves,
        FencingLedger fencing,
        TransitionProgress progress,
        PlanDemand planDemand,
        RequestOutcomes outcomes,
        PSortedMap<String, Stage> stages,
        DigestCheckpoint checkpoint) {

    /** The level of the first version; a new cluster starts with it. */
    public static final int FIRST_FEATURE_LEVEL = 1;

    /** The highest level that this build can apply. */
    public static final int SUPPORTED_FEATURE_LEVEL = 1;

    /** The state before the first entry. */
    public static ClusterState initial() {
        return new ClusterState(LogPosition.START, Instant.EPOCH, FIRST_FEATURE_LEVEL,
                Membership.NONE, RevisionHistory.INITIAL, TreePMap.empty(), TreePMap.empty(),
                TreePMap.empty(), FencingLedger.EMPTY, TransitionProgress.NONE, PlanDemand.INITIAL,
                RequestOutcomes.NONE, TreePMap.empty(), DigestCheckpoint.NONE);
    }

    /** The same with another history of configurations: for questions what one would give. */
    public ClusterState withRevisions(RevisionHistory changed) {
        return new ClusterState(position, logTime, featureLevel, membership, changed, nodes,
                tickets, moves, fencing, progress, planDemand, outcomes, stages, checkpoint);
    }

    public long appliedIndex() {
        return position.index();
    }

    public Optional<ClusterIdentity> identity() {
        return membership.identity();
    }

    public Configuration configuration() {
        return revisions.current().configuration();
    }

    /** Number of the current configuration. */
    public long revision() {
        return revisions.current().number();
    }

    public PSortedMap<NodeId, Member> members() {
        return membership.members();
    }

    public Optional<Member> member(NodeId node) {
        return Optional.ofNullable(members().get(node));
    }

    /** The member with that id; the certificate of a caller names it. */
    public Optional<Member> memberById(String memberId) {
        return members().values().stream()
                .filter(member -> member.memberId().equals(memberId))
                .findFirst();
    }

    public Optional<NodeRecord> node(NodeId node) {
        return Optional.ofNullable(nodes.get(node));
    }

    /** All that is ordered and unsettled, begun or not. */
    public PSortedMap<ActionId, InFlightAction> inFlight() {
        return progress.inFlight();
    }

    /** Recurring monitors that have to run on a node, in a fixed order. */
    public Collection<WantedMonitor> monitors(NodeId node) {
        return node(node).map(NodeRecord::monitors)
                .map(PSortedMap::values)
                .orElseGet(List::of);
    }

    /** Fence operations that a node owns, each as a whole. */
    public List<FencingRecord> fenceDuties(NodeId owner) {
        return fencing.open().values().stream()
                .filter(record -> record.owner().filter(owner::equals).isPresent())
                .toList();
    }

    /** Nodes on which an instance of the resource is active or promoted for all that is known. */
    public List<NodeId> activeOn(ResourceId resource) {
        List<ResourceId> leaves = revisions.index().leaves(resource);
        return nodes.values().stream()
                .filter(record -> !record.state().isSettled())
                .filter(record -> leaves.stream().anyMatch(leaf -> record.isActiveThere(leaf)))
                .map(NodeRecord::node)
                .toList();
    }
}
