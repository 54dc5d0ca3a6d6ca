// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.simulate;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.graph.PlacementChange;
import dev.mainstay.scheduler.graph.PlannedAction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a plan as JSON, always in the same order. */
final class PlanJson {
    private PlanJson() {}

    /** @param more members of the object that come last, each after a comma */
    static String render(String name, Plan plan, String more) {
        return "{\"case\": " + text(name) + ", \"now\": null, \"actions\": "
                + list(plan.actions().stream().map(PlanJson::action).toList())
                + ", \"summary\": "
                + list(plan.summary().stream().map(PlanJson::change).toList())
                + ", \"scores\": "
                + list(plan.ledger().finalScores().stream().map(PlanJson::score).toList())
                + more + "}\n";
    }

    private static String action(PlannedAction action) {
        return "{\"id\": " + action.id()
                + ", \"kind\": " + text(action.kind().name().toLowerCase(Locale.ROOT))
                + ", \"key\": " + text(action.key())
                + ", \"node\": " + text(action.node())
                + ", \"after\": " + action.after() + "}";
    }

    private static String change(PlacementChange change) {
        return "{\"change\": " + text(change.change().text())
                + ", \"resource\": " + text(change.resource())
                + ", \"from_role\": " + text(change.fromRole().map(Role::text))
                + ", \"from_node\": " + text(change.fromNode())
                + ", \"to_role\": " + text(change.toRole().map(Role::text))
                + ", \"to_node\": " + text(change.toNode())
                + change.fenceAction().map(a -> ", \"fence_action\": " + text(a)).orElse("")
                + ", \"blocked\": " + change.blocked() + "}";
    }

    private static String score(FinalScore score) {
        return "{\"step\": " + text(switch (score.step()) {
            case WHOLE, ALLOCATION -> "allocation";
            case PROMOTION -> "promotion";
        })
                + ", \"resource\": " + text(score.resource())
                + ", \"node\": " + text(score.node())
                + ", \"score\": " + text(new Score(score.score()).toString()) + "}";
    }

    static String list(List<String> items) {
        return items.stream().collect(Collectors.joining(",\n  ", "[\n  ", "]"));
    }

    static String text(Optional<String> value) {
        return value.map(PlanJson::text).orElse("null");
    }

    static String text(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
