// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.graph;

import dev.mainstay.scheduler.work.ActionClass;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.Edge;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Selects what is to be done and can be done, and the order among it. */
public final class GraphBuilder {
    private final WorkingState state;
    private final BitSet included = new BitSet();

    private GraphBuilder(WorkingState state) {
        this.state = state;
    }

    public static List<PlannedAction> build(WorkingState state) {
        return new GraphBuilder(state).build();
    }

    private List<PlannedAction> build() {
        for (WorkAction action : state.actions()) {
            if (belongs(action)) {
                included.set(action.number());
            }
        }
        TreeMap<Integer, List<Integer>> after = new TreeMap<>();
        for (WorkAction action : state.actions()) {
            if (included.get(action.number())) {
                List<Integer> before = new ArrayList<>();
                for (Edge edge : action.before()) {
                    if (leads(edge, action) && !isSoft(edge)) {
                        before.add(edge.other().number());
                    }
                }
                after.put(action.number(), before);
            }
        }
        addLoadEdges(after);
        addSoftEdges(after);
        List<PlannedAction> result = new ArrayList<>();
        for (WorkAction action : state.actions()) {
            if (included.get(action.number())) {
                result.add(planned(action, after.getOrDefault(action.number(), List.of())));
            }
        }
        return result;
    }

    private boolean leads(Edge edge, WorkAction action) {
        return included.get(edge.other().number()) && counts(edge, action)
                && !endsMigration(edge, action);
    }

    /** An order that is only wished for, and dropped where it would close a circle. */
    private static boolean isSoft(Edge edge) {
        return (edge.kinds() & ~(Ordering.LOAD | Ordering.SERIALIZE
                | Ordering.IF_SAME_NODE_OR_TARGET)) == 0;
    }

    /** The stop that ends a live migration is no event for others: nothing went away. */
    private static boolean endsMigration(Edge edge, WorkAction action) {
        WorkResource resource = edge.other().resource();
        WorkNode node = edge.other().node();
        boolean connection = node != null && node.isRemote()
                && node.connection() == action.resource();
        return edge.kinds() == Ordering.ORDERED && resource != null && !connection
                && resource != action.resource() && edge.other().isTask(Tasks.STOP)
                && Migrations.happens(resource);
    }

    /**
     * Live migrations that exchange machines wait for each other: each makes room for others. Those
     * that would wait for themselves give up waiting, the last one first.
     */
    private void addLoadEdges(TreeMap<Integer, List<Integer>> after) {
        List<WorkAction> waiting = new ArrayList<>();
        for (WorkAction action : state.actions()) {
            for (Edge edge : action.before()) {
                if (included.get(action.number()) && isLoad(edge, action)
                        && leads(edge, action)) {
                    after.getOrDefault(action.number(), new ArrayList<>())
                            .add(edge.other().number());
                    if (action.isTask(Tasks.MIGRATE_TO)) {
                        waiting.add(action);
                    }
                }
            }
        }
        for (WorkAction action : waiting.reversed()) {
            for (Edge edge : action.before()) {
                int room = edge.other().number();
                if (isLoad(edge, action) && precedes(action.number(), room, after)) {
                    after.getOrDefault(action.number(), new ArrayList<>())
                            .remove(Integer.valueOf(room));
                }
            }
        }
    }

    /** Whether it makes room on a machine, or lets a live migration wait for that. */
    private static boolean isLoad(Edge edge, WorkAction action) {
        return edge.kinds() == Ordering.LOAD
                && (action.isTask(Tasks.MIGRATE_TO) || action.resource() == null);
    }

    private void addSoftEdges(TreeMap<Integer, List<Integer>> after) {
        for (WorkAction action : state.actions()) {
            for (Edge edge : action.before()) {
                if (included.get(action.number()) && isSoft(edge)
                        && !isLoad(edge, action) && leads(edge, action)
                        && !precedes(action.number(), edge.other().number(), after)) {
                    after.getOrDefault(action.number(), new ArrayList<>())
                            .add(edge.other().number());
                }
            }
        }
    }

    private static boolean precedes(
            int first, int then, TreeMap<Integer, List<Integer>> after) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(then);
        while (!open.isEmpty()) {
            int next = open.removeLast();
            if (next == first) {
                return true;
            }
            if (!seen.get(next)) {
                seen.set(next);
                open.addAll(after.getOrDefault(next, List.of()));
            }
        }
        return false;
    }

    private static boolean belongs(WorkAction action) {
        if (!action.is(ActionFlag.RUNNABLE) || action.is(ActionFlag.OPTIONAL)
                && !action.is(ActionFlag.ALWAYS_SHOWN)) {
            return false;
        }
        WorkResource resource = action.resource();
        if (resource != null && !resource.is(ResourceFlag.MANAGED)
                && resource.isPrimitive() && !action.isTask(Tasks.MONITOR)
                && !action.isTask(Tasks.DELETE) && action.intervalMillis() == 0
                && action.actionClass() == ActionClass.RESOURCE) {
            return false;
        }
        if (resource != null && isReplacedHalf(action, resource)) {
            return false;
        }
        if (action.is(ActionFlag.PSEUDO) || action.actionClass() != ActionClass.RESOURCE) {
            return true;
        }
        WorkNode node = action.node();
        return node != null && node.is(NodeFlag.ONLINE) && (!node.is(NodeFlag.UNCLEAN)
                || node.isGuest());
    }

    /** A migration that turned out impossible leaves an ordinary stop and start. */
    private static boolean isReplacedHalf(WorkAction action, WorkResource resource) {
        boolean half = action.isTask(Tasks.MIGRATE_TO) || action.isTask(Tasks.MIGRATE_FROM);
        return half && !Migrations.happens(resource);
    }

    private static PlannedAction planned(WorkAction action, List<Integer> before) {
        List<Integer> after = new ArrayList<>(before);
        after.sort(Integer::compare);
        PlannedAction.Kind kind = kind(action);
        WorkResource resource = action.resource();
        WorkNode node = action.node();
        return new PlannedAction(action.number(), kind, action.key(), action.task(),
                action.intervalMillis(),
                resource == null ? Optional.empty() : Optional.of(resource.id()),
                node == null ? Optional.empty() : Optional.of(node.name()),
                action.cancellation(), action.meta(), after);
    }

    private static boolean counts(Edge edge, WorkAction action) {
        WorkAction first = edge.other();
        if (edge.kinds() == Ordering.THEN_CANCELS_FIRST) {
            return false;
        }
        if (edge.has(Ordering.IF_FIRST_STAYS) && first.resource() != null
                && Migrations.happens(first.resource())) {
            return false;
        }
        if (edge.kinds() == Ordering.IF_SAME_NODE_OR_TARGET
                || edge.kinds() == Ordering.LOAD) {
            return onOneMachine(first, action);
        }
        if (edge.kinds() == Ordering.SERIALIZE) {
            return true;
        }
        if (edge.has(Ordering.IF_SAME_NODE) && first.node() != null && action.node() != null) {
            return first.node() == action.node();
        }
        return true;
    }

    /** A migration leaves its source and comes to its target. */
    private static boolean onOneMachine(WorkAction first, WorkAction then) {
        String from = first.meta().get("load_node");
        String to = then.meta().get("load_node");
        WorkNode firstNode = first.node();
        WorkNode thenNode = then.isTask(Tasks.MIGRATE_TO) && then.resource() != null
                ? then.resource().assigned()
                : then.node();
        if (from == null && firstNode == null || to == null && thenNode == null) {
            return true;
        }
        String left = from != null ? from : String.valueOf(firstNode);
        String right = to != null ? to : String.valueOf(thenNode);
        return left.equals(right);
    }

    private static PlannedAction.Kind kind(WorkAction action) {
        WorkResource resource = action.resource();
        boolean pseudo = action.is(ActionFlag.PSEUDO);
        if (pseudo && resource != null && action.isTask(Tasks.START)
                && resource.is(ResourceFlag.HAS_MIGRATION) && !Migrations.happens(resource)) {
            pseudo = false;
        }
        if (pseudo) {
            return PlannedAction.Kind.PSEUDO;
        }
        return switch (action.actionClass()) {
            case RESOURCE -> PlannedAction.Kind.RESOURCE;
            case FENCE -> PlannedAction.Kind.FENCE;
            case CLUSTER -> PlannedAction.Kind.CLUSTER;
        };
    }
}
