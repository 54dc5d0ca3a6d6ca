// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.transition.NodeThrottle;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What the log knows of a machine. All but the pending join is about the present incarnation.
 *
 * @param join the present incarnation
 * @param since log time at which it came into its state
 * @param throttle what the machine said of its load; empty until it has
 * @param pendingJoin a later start that has to wait until the present incarnation is settled and no
 *         fence operation on the machine is open (safety.md 14): no lease, no probes, no actions
 * @param attributes transient attributes
 * @param privateAttributes those that no plan knows and no CIB shows
 * @param monitors recurring monitors that have to run
 * @param lastOrder call id of the last operation in the histories
 */
public record NodeRecord(
        NodeId node,
        Join join,
        NodeState state,
        Instant since,
        Watchdog watchdog,
        Optional<NodeThrottle> throttle,
        Optional<Join> pendingJoin,
        PSortedMap<String, String> attributes,
        PSortedMap<String, String> privateAttributes,
        PSortedMap<InstanceId, InstanceHistory> histories,
        PSortedMap<WantedMonitor.Key, WantedMonitor> monitors,
        int lastOrder) {

    /** The transient attribute by which the scheduler knows that a node is to be emptied. */
    static final String SHUTDOWN = "shutdown";

    /** Whether the machine's watchdog would reset it when its lease ends (safety.md 18). */
    public enum Watchdog {
        DISARMED,
        ARMED
    }

    /**
     * The transient attribute that the leader sets on a machine whose clock is far from the
     * others': by how many milliseconds it is ahead (safety.md 27).
     */
    public static final String CLOCK_OFFSET = "#clock-offset";

    /** The transient attribute of a machine whose daemon announced that it starts again. */
    private static final String RESTARTING = "#restarting";

    /** A member that has not joined yet. */
    static NodeRecord absent(NodeId node, Instant since) {
        return new NodeRecord(node, Join.NEVER, NodeState.ABSENT, since, Watchdog.DISARMED,
                Optional.empty(), Optional.empty(), TreePMap.empty(), TreePMap.empty(),
                TreePMap.empty(), TreePMap.empty(), 0);
    }

    /** A machine of a restored cluster, of which this generation knows nothing yet. */
    static NodeRecord unheard(NodeId node, Instant since) {
        return absent(node, since).withState(NodeState.UNHEARD, since);
    }

    /** Log index of the present incarnation's join; 0 for none. */
    public long incarnation() {
        return join.incarnation();
    }

    public boolean isActive() {
        return state.isActive();
    }

    /** Whether it is, or last was, a node over a connection that a member holds. */
    public boolean isRemote() {
        return join.host().isPresent();
    }

    public boolean isPending() {
        return pendingJoin.isPresent();
    }

    /** By how much its clock is ahead of the majority's; empty while that is within bounds. */
    public Optional<Long> clockOffsetMillis() {
        return Optional.ofNullable(attributes.get(CLOCK_OFFSET))
                .filter(text -> text.matches("-?[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    /** Whether its daemon announced that it ends and is started again. */
    public boolean isRestarting() {
        return isActive() && attributes.containsKey(RESTARTING);
    }

    /** Whether it asked to be emptied and to go. */
    public boolean isLeaving() {
        return isActive() && attributes.containsKey(SHUTDOWN);
    }

    public boolean watchdogArmed() {
        return watchdog == Watchdog.ARMED;
    }

    /** Instances of a primitive that have a history here. */
    public Stream<InstanceHistory> instancesOf(ResourceId resource) {
        // All names of the resource's instances sort between its own and those with a colon.
        return histories.subMap(
                new InstanceId(resource.value()), true,
                new InstanceId(resource.value() + ":\uffff"), true).values().stream()
                .filter(history -> history.history().instance().resource().equals(resource));
    }

    /** Whether it is certain that no service runs here; fence devices are none. */
    public boolean isEmpty() {
        return histories.values().stream()
                .filter(history -> !history.history().agent().isFenceDevice())
                .allMatch(history -> history.activity().isCertainlyInactive());
    }

    /** Whether an instance of the primitive is known to be active here. */
    public boolean isActiveThere(ResourceId resource) {
        return instancesOf(resource)
                .map(InstanceHistory::activity)
                .anyMatch(activity -> activity == Activity.ACTIVE
                        || activity == Activity.PROMOTED);
    }

    /** Whether an instance of the primitive may be active here for all that is known. */
    public boolean mayBeActiveThere(ResourceId resource) {
        return instancesOf(resource)
                .anyMatch(history -> !history.activity().isCertainlyInactive());
    }

    NodeRecord withState(NodeState changed, Instant at) {
        return new NodeRecord(node, join, changed, at, watchdog, throttle, pendingJoin, attributes,
                privateAttributes, histories, monitors, lastOrder);
    }

    NodeRecord restarting(Instant at) {
        return withAttributes(
                attributes.plus(RESTARTING, Long.toString(at.getEpochSecond())));
    }

    NodeRecord withWatchdog(Watchdog changed) {
        return new NodeRecord(node, join, state, since, changed, throttle, pendingJoin, attributes,
                privateAttributes, histories, monitors, lastOrder);
    }

    NodeRecord withThrottle(NodeThrottle changed) {
        return new NodeRecord(node, join, state, since, watchdog, Optional.of(changed), pendingJoin,
                attributes,
                privateAttributes, histories, monitors, lastOrder);
    }

    NodeRecord withPendingJoin(Optional<Join> changed) {
        return new NodeRecord(node, join, state, since, watchdog, throttle, changed, attributes,
                privateAttributes, histories,
                monitors, lastOrder);
    }

    NodeRecord withAttributes(PSortedMap<String, String> changed) {
        return new NodeRecord(node, join, state, since, watchdog, throttle, pendingJoin, changed,
                privateAttributes, histories, monitors, lastOrder);
    }

    NodeRecord withPrivateAttributes(PSortedMap<String, String> changed) {
        return new NodeRecord(node, join, state, since, watchdog, throttle, pendingJoin, attributes,
                changed, histories, monitors, lastOrder);
    }

    NodeRecord withHistories(PSortedMap<InstanceId, InstanceHistory> changed) {
        return new NodeRecord(node, join, state, since, watchdog, throttle, pendingJoin, attributes,
                privateAttributes, changed,
                monitors, lastOrder);
    }

    NodeRecord withHistory(InstanceHistory changed) {
        return withHistories(histories.plus(changed.history().instance(), changed));
    }

    NodeRecord withMonitors(PSortedMap<WantedMonitor.Key, WantedMonitor> changed) {
        return new NodeRecord(node, join, state, since, watchdog, throttle, pendingJoin, attributes,
                privateAttributes, histories, changed, lastOrder);
    }

    NodeRecord withLastOrder(int changed) {
        return new NodeRecord(node, join, state, since, watchdog, throttle, pendingJoin, attributes,
                privateAttributes, histories, monitors, changed);
    }

    /** A new incarnation that starts with nothing: what was before is gone for certain. */
    NodeRecord reborn(Join next) {
        return new NodeRecord(node, next, NodeState.ONLINE, next.at(), Watchdog.DISARMED,
                Optional.empty(), Optional.empty(), TreePMap.empty(), TreePMap.empty(),
                TreePMap.empty(), TreePMap.empty(), lastOrder);
    }

    /**
     * A new incarnation over what may still be running: all has to be probed. What the one before
     * was about to do when it ended is not asked of it; and it may have ended with stops of its own
     * that no entry knows, which reports of the new one name as the last that they saw. The
     * machine's load is what it was.
     */
    NodeRecord resumed(Join next) {
        NodeRecord unknown = withAllUnknown().withoutLastOperations();
        return new NodeRecord(node, next, NodeState.ONLINE, next.at(), Watchdog.DISARMED,
                throttle, Optional.empty(), attributes.minus(SHUTDOWN).minus(RESTARTING),
                privateAttributes, unknown.histories(), TreePMap.empty(), lastOrder);
    }

    private NodeRecord withoutLastOperations() {
        PSortedMap<InstanceId, InstanceHistory> without = histories;
        for (InstanceHistory history : histories.values()) {
            without = without.plus(history.history().instance(), history.withoutLastOperation());
        }
        return withHistories(without);
    }

    /** Nothing of the incarnation runs any more, and what it set is forgotten. */
    NodeRecord emptied(NodeState settled, Instant at) {
        return new NodeRecord(node, join, settled, at, Watchdog.DISARMED, Optional.empty(),
                pendingJoin, TreePMap.empty(), TreePMap.empty(), TreePMap.empty(),
                TreePMap.empty(), lastOrder);
    }

    NodeRecord withAllUnknown() {
        PSortedMap<InstanceId, InstanceHistory> unknown = histories;
        for (InstanceHistory history : histories.values()) {
            unknown = unknown.plus(history.history().instance(),
                    history.withCertainty(InstanceHistory.Certainty.UNKNOWN));
        }
        return withHistories(unknown);
    }
}
