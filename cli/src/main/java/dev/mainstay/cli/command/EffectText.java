// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.command.Settling.Settled;
import dev.mainstay.proto.v1.EffectView;
import dev.mainstay.proto.v1.ResourceStatusView;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells people what was done for a change and where its resources are. */
final class EffectText {

    private EffectText() {}

    static String format(Settled settled) {
        String done = settled.effects().stream()
                .filter(EffectText::isWorthTelling)
                .map(EffectText::words)
                .collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder();
        if (settled.remaining().isEmpty()) {
            text.append("Carried out in ")
                    .append(String.format(Locale.ROOT, "%.1f s",
                            settled.took().toMillis() / 1000.0))
                    .append(done.isEmpty() ? ": there was nothing to do.\n" : ": " + done + ".\n");
        } else if (!done.isEmpty()) {
            text.append("So far: ").append(done).append(".\n");
        }
        settled.resources().forEach(resource -> text.append(where(resource)).append('\n'));
        return text.toString();
    }

    /** Monitors and notifications follow from the rest, and nobody asked for them. */
    private static boolean isWorthTelling(EffectView effect) {
        return !Shortfall.isDone(effect) || switch (effect.getOperation()) {
            case "monitor", "notify", "delete" -> false;
            default -> true;
        };
    }

    private static String words(EffectView effect) {
        if (!Shortfall.isDone(effect)) {
            return Shortfall.words(effect);
        }
        return effect.getOperation().equals("fence")
                ? "fence " + effect.getNode()
                : effect.getOperation() + " " + effect.getResource() + " on " + effect.getNode();
    }

    private static String where(ResourceStatusView resource) {
        return resource.getId() + ": " + resource.getRole()
                + (resource.getNodesCount() == 0
                        ? ""
                        : " on " + String.join(", ", resource.getNodesList()))
                + (resource.getManaged() ? "" : " (unmanaged)")
                + (resource.getReason().isEmpty() ? "" : ": " + resource.getReason());
    }
}
