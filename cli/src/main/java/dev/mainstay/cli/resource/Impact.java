// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.Consequence;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a change that is not made yet would do to others than the resources that it is about.
 *
 * @param meant ids of the resources that it is about, with all in them
 */
record Impact(ChangePreview preview, List<String> meant) {

    /** A service that has one of these still runs somewhere afterwards. */
    private static final Set<String> ENDS_ACTIVE =
            Set.of("start", "move", "migrate", "recover", "restart", "reload", "promote",
                    "re-promote");

    /** The other resources, and nodes that would be fenced. */
    Collection<String> others() {
        return touched(consequences(consequence -> true));
    }

    /**
     * Refuses a change that touches others.
     *
     * @param movesAllowed whether what still runs afterwards is unharmed
     */
    void refuseHarm(boolean movesAllowed, String named) {
        List<Consequence> harm = consequences(consequence -> !movesAllowed
                || !ENDS_ACTIVE.contains(consequence.getKind()));
        if (!harm.isEmpty()) {
            throw CommandFailure.refused("Disabling " + named + " would also touch "
                    + String.join(", ", touched(harm)) + ": " + harm.stream()
                            .map(Consequence::getText)
                            .collect(Collectors.joining(", "))
                    + ". Nothing was changed.",
                    "Leave --safe out to do it all the same.");
        }
    }

    private List<Consequence> consequences(Predicate<Consequence> wanted) {
        return preview.getConsequencesList().stream()
                .filter(consequence -> !consequence.getDueAnyway() && !consequence.getBlocked())
                .filter(consequence -> !meant.contains(id(consequence)))
                .filter(wanted)
                .toList();
    }

    private static Set<String> touched(List<Consequence> consequences) {
        return consequences.stream().map(Impact::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Without the number of an instance. */
    private static String id(Consequence consequence) {
        return consequence.getResource().isEmpty()
                ? consequence.getToNode()
                : consequence.getResource().replaceFirst(":[0-9]+$", "");
    }
}
