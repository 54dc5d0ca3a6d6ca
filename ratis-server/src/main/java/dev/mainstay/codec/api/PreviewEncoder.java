// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.codec.ConfigurationDifference;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.Consequence;
import dev.mainstay.proto.v1.PreviewedAction;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.graph.PlacementChange;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.state.ClusterState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows what a change would do, beside what the cluster is about to do without it. */
public final class PreviewEncoder {

    private final Plan without;
    private final Plan with;

    /** @param without the plan as things are, {@code with} the one with the change */
    public PreviewEncoder(Plan without, Plan with) {
        this.without = without;
        this.with = with;
    }

    public ChangePreview encode(ClusterState before, ClusterState after) {
        ChangePreview.Builder preview =
                ChangePreview.newBuilder().setRevision(before.revision());
        ConfigurationDifference.between(before.configuration(), after.configuration())
                .forEach(difference -> preview.addDifferences(encode(difference)));
        Set<String> due = without.actions().stream()
                .map(PreviewEncoder::identity)
                .collect(Collectors.toCollection(TreeSet::new));
        for (PlannedAction action : inOrder(with.actions())) {
            if (action.kind() != PlannedAction.Kind.PSEUDO) {
                preview.addActions(PreviewedAction.newBuilder()
                        .setAction(action.key())
                        .setNode(action.node().orElse(""))
                        .setDueAnyway(due.contains(identity(action))));
            }
        }
        with.summary().forEach(change -> preview.addConsequences(encode(change)));
        return preview.build();
    }

    private static dev.mainstay.proto.v1.ConfigurationDifference encode(
            ConfigurationDifference difference) {
        var message = dev.mainstay.proto.v1.ConfigurationDifference.newBuilder()
                .setPath(difference.path());
        difference.before().ifPresent(message::setBefore);
        difference.after().ifPresent(message::setAfter);
        return message.build();
    }

    private Consequence encode(PlacementChange change) {
        return Consequence.newBuilder()
                .setResource(change.resource().orElse(""))
                .setKind(change.change().text().toLowerCase(Locale.ROOT))
                .setFromNode(change.fromNode().orElse(""))
                .setToNode(change.toNode().orElse(""))
                .setInterrupts(interrupts(change))
                .setBlocked(change.blocked())
                .setDueAnyway(without.summary().contains(change))
                .setText(text(change))
                .build();
    }

    private static boolean interrupts(PlacementChange change) {
        return !change.blocked() && switch (change.change()) {
            case STOP, MOVE, RECOVER, RESTART, DEMOTE, RE_PROMOTE, FENCE -> true;
            case START, MIGRATE, RELOAD, PROMOTE -> false;
        };
    }

    private static String text(PlacementChange change) {
        String what = change.resource().orElse("");
        String from = change.fromNode().orElse("");
        String to = change.toNode().orElse("");
        String at = to.isEmpty() ? from : to;
        String sentence = switch (change.change()) {
            case START -> what + " starts on " + at;
            case STOP -> what + " stops on " + at;
            case MOVE -> what + " stops on " + from + " and starts on " + to;
            case MIGRATE -> what + " moves live from " + from + " to " + to;
            case RECOVER -> what + " is recovered on " + at;
            case RESTART -> what + " restarts on " + at;
            case RELOAD -> what + " reloads its parameters on " + at;
            case PROMOTE -> what + " is promoted on " + at;
            case DEMOTE -> what + " is demoted on " + at;
            case RE_PROMOTE -> what + " is demoted and promoted again on " + at;
            case FENCE -> at + " is fenced (" + change.fenceAction().orElse("reboot") + ")";
        };
        return change.blocked() ? sentence + ", which is wanted and cannot be done" : sentence;
    }

    private static String identity(PlannedAction action) {
        return action.key() + "@" + action.node().orElse("");
    }

    /** Each after all that it waits for; otherwise as the plan lists them. */
    private static List<PlannedAction> inOrder(List<PlannedAction> actions) {
        Map<Integer, PlannedAction> byId = new HashMap<>();
        actions.forEach(action -> byId.put(action.id(), action));
        List<PlannedAction> ordered = new ArrayList<>();
        Set<Integer> seen = new TreeSet<>();
        List<PlannedAction> stack = new ArrayList<>();
        for (PlannedAction root : actions) {
            stack.add(root);
            while (!stack.isEmpty()) {
                PlannedAction next = stack.getLast();
                List<PlannedAction> open = next.after().stream()
                        .filter(id -> !seen.contains(id) && byId.containsKey(id))
                        .map(byId::get)
                        .toList();
                if (seen.contains(next.id()) || open.isEmpty()) {
                    stack.removeLast();
                    if (seen.add(next.id())) {
                        ordered.add(next);
                    }
                } else {
                    stack.addAll(open);
                }
            }
        }
        return ordered;
    }
}
