// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.proto.v1.PlannedView;
import dev.mainstay.proto.v1.PreviewReply;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a change that is not made yet would do, and to which resources beside those it is about.
 *
 * @param meant ids of the resources that it is about, with all in them
 */
record Impact(PreviewReply preview, List<String> meant) {

    private static final Set<String> UP = Set.of("start", "promote", "migrate_from");

    /** The other resources, one to a line. */
    String others() {
        return touched(preview.getActionsList().stream()
                .filter(this::isOther).toList()).stream()
                .map(id -> id + "\n")
                .collect(Collectors.joining());
    }

    String text() {
        String actions = preview.getActionsList().stream()
                .filter(Impact::isWorthTelling)
                .map(action -> "  " + words(action)
                        + (isOther(action) ? "  (another resource)" : "") + "\n")
                .collect(Collectors.joining());
        return actions.isEmpty() ? "Nothing would be done.\n" : "This would be done:\n" + actions;
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("actions", preview.getActionsList().stream()
                .map(MessageTree::complete).toList());
        tree.put("otherResources", touched(preview.getActionsList().stream()
                .filter(this::isOther).toList()));
        return tree;
    }

    /**
     * Refuses a change that touches others.
     *
     * @param movesAllowed whether a stop that a start follows is no harm
     */
    void refuseHarm(boolean movesAllowed, String named) {
        List<PlannedView> others = preview.getActionsList().stream()
                .filter(this::isOther).toList();
        List<PlannedView> harm = movesAllowed
                ? others.stream().filter(action -> isDown(action)
                        && others.stream().noneMatch(next -> UP.contains(next.getOperation())
                                && id(next).equals(id(action))))
                        .toList()
                : others;
        if (!harm.isEmpty()) {
            throw CommandFailure.refused("Disabling " + named + " would also touch "
                    + String.join(", ", touched(harm)) + ": " + harm.stream().map(Impact::words)
                            .collect(Collectors.joining(", "))
                    + ". Nothing was changed.",
                    "Leave --safe out to do it all the same.");
        }
    }

    private boolean isOther(PlannedView action) {
        return isWorthTelling(action) && !meant.contains(id(action));
    }

    private static boolean isWorthTelling(PlannedView action) {
        return switch (action.getOperation()) {
            case "monitor", "notify", "delete" -> false;
            default -> true;
        };
    }

    private static boolean isDown(PlannedView action) {
        return action.getOperation().equals("stop") || action.getOperation().equals("demote");
    }

    private static Set<String> touched(List<PlannedView> actions) {
        return actions.stream().map(Impact::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String words(PlannedView action) {
        return action.getOperation()
                + (action.getResource().isEmpty() ? "" : " " + action.getResource() + " on")
                + " " + action.getNode();
    }

    /** Without the number of an instance. */
    private static String id(PlannedView action) {
        return action.getResource().replaceFirst(":[0-9]+$", "");
    }
}
