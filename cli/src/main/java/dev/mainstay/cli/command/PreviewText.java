// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.ConfigurationDifference;
import dev.mainstay.proto.v1.Consequence;
import dev.mainstay.proto.v1.PreviewedAction;
import java.util.List;
import java.util.Map;

/** What a change would do, for people and for programs. */
final class PreviewText {

    private PreviewText() {}

    /** @param previews one for each request that the verb would make, each on its own */
    static void show(List<ChangePreview> previews, Output output) {
        output.tree(Map.of("previews", previews.stream().map(MessageTree::complete).toList()),
                palette -> previews.isEmpty()
                        ? "Nothing would change.\n"
                        : String.join("\n",
                                previews.stream().map(one -> text(one, palette)).toList()));
    }

    private static String text(ChangePreview preview, Palette palette) {
        StringBuilder text = new StringBuilder("Nothing was changed. On revision "
                + preview.getRevision() + " it would do this:\n");
        section(text, palette.heading("Configuration"), preview.getDifferencesList().stream()
                .map(difference -> line(difference, palette)).toList());
        section(text, palette.heading("Services"), preview.getConsequencesList().stream()
                .map(consequence -> line(consequence, palette)).toList());
        TextTable actions = new TextTable();
        for (PreviewedAction action : preview.getActionsList()) {
            actions.row(action.getAction(), action.getNode(),
                    action.getDueAnyway() ? palette.faint("due anyway") : "");
        }
        if (!actions.isEmpty()) {
            text.append(palette.heading("Actions")).append('\n').append(actions.format("  "));
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String heading, List<String> lines) {
        text.append(heading).append('\n');
        if (lines.isEmpty()) {
            text.append("  as it is\n");
        }
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }

    private static String line(ConfigurationDifference difference, Palette palette) {
        String path = difference.getPath() + ": ";
        if (!difference.hasBefore()) {
            return palette.good("+ " + path + difference.getAfter());
        }
        return difference.hasAfter()
                ? "~ " + path + difference.getBefore() + " -> " + difference.getAfter()
                : palette.bad("- " + path + difference.getBefore());
    }

    private static String line(Consequence consequence, Palette palette) {
        String text = consequence.getText()
                + (consequence.getInterrupts() ? ": an interruption" : "")
                + (consequence.getDueAnyway() ? " (due anyway)" : "");
        return consequence.getInterrupts() && !consequence.getDueAnyway()
                ? palette.warning(text)
                : text;
    }
}
