// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.EffectView;
import dev.mainstay.proto.v1.ResourceStatusView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges what came of a change: an operation that failed and was made good by a later one (a start
 * elsewhere, the fencing of the machine that did not stop) is no failure of the change.
 */
final class Shortfall {

    private static final Set<String> BRINGS_UP =
            Set.of("start", "promote", "migrate_from", "reload", "reload-agent");

    private Shortfall() {}

    static Optional<CommandFailure> of(
            Change change, List<EffectView> effects, List<ResourceStatusView> resources) {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < effects.size(); i++) {
            EffectView effect = effects.get(i);
            if (!isDone(effect)
                    && !isMadeGood(effect, effects.subList(i + 1, effects.size()), resources)) {
                failures.add(words(effect));
            }
        }
        if (!failures.isEmpty()) {
            return Optional.of(CommandFailure.refused(
                    "The change is made, but " + String.join("; ", failures) + ".",
                    "Mend the cause, then run 'mainstay resource cleanup'."));
        }
        return resources.stream()
                .filter(resource -> change.subjects().contains(resource.getId()))
                .filter(resource -> !isAsExpected(resource, change.expected()))
                .findFirst()
                .map(Shortfall::unexpected);
    }

    /** How an operation that failed is told. */
    static String words(EffectView effect) {
        String what = effect.getOperation().equals("fence")
                ? "fencing of " + effect.getNode()
                : effect.getOperation() + " of " + effect.getResource() + " on "
                        + effect.getNode();
        return (effect.getOutcome().equals("unknown")
                ? "how " + what + " ended is unknown"
                : what + " failed")
                + (effect.getDetail().isEmpty() ? "" : ": " + effect.getDetail());
    }

    static boolean isDone(EffectView effect) {
        return effect.getOutcome().equals("done");
    }

    private static boolean isMadeGood(
            EffectView failure, List<EffectView> later, List<ResourceStatusView> resources) {
        return later.stream().filter(Shortfall::isDone).anyMatch(next -> switch (failure
                .getOperation()) {
            case "fence" -> next.getOperation().equals("fence")
                    && next.getNode().equals(failure.getNode());
            case "stop", "demote" -> next.getNode().equals(failure.getNode())
                    && (next.getOperation().equals("fence")
                            || next.getResource().equals(failure.getResource())
                                    && next.getOperation().equals(failure.getOperation()));
            default -> next.getResource().equals(failure.getResource())
                    && BRINGS_UP.contains(next.getOperation());
        })
                // What a probe did not find out matters only while the resource is nowhere.
                || failure.getOperation().equals("monitor") && failure.getIntervalMillis() == 0
                        && resources.stream().anyMatch(resource -> !resource.getFailed()
                                && resource.getNodesCount() > 0
                                && failure.getResource().replaceFirst(":[0-9]+$", "")
                                        .equals(resource.getId()));
    }

    private static boolean isAsExpected(ResourceStatusView resource, Expected expected) {
        return switch (expected) {
            case Expected.Anything() -> true;
            case Expected.Running() -> isRunning(resource);
            case Expected.RunningOn(var node) ->
                    isRunning(resource) && resource.getNodesList().contains(node);
            case Expected.Stopped() -> resource.getNodesCount() == 0;
        };
    }

    private static boolean isRunning(ResourceStatusView resource) {
        return resource.getNodesCount() > 0 && !resource.getFailed();
    }

    private static CommandFailure unexpected(ResourceStatusView resource) {
        String id = resource.getId();
        String reason = resource.getReason().isEmpty() ? "" : ": " + resource.getReason();
        String state = resource.getNodesCount() == 0
                ? "runs nowhere"
                : "is " + resource.getRole() + " on "
                        + String.join(", ", resource.getNodesList());
        return CommandFailure.refused("The change is made, but " + id + " " + state + reason + ".",
                "'mainstay explain " + id + "' tells why.");
    }
}
