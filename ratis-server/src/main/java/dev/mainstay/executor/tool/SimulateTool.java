// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.TransitionProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code crm_simulate -L}: whether the cluster has anything to do. Agents ask it before they go on;
 * what is left of the adopted transition answers that, without planning anew.
 */
@Command(name = "crm_simulate")
final class SimulateTool implements Tool {
    @Option(names = {"-L", "--live-check"})
    private boolean live;

    @Option(
            names = {"-s", "--show-scores", "-U", "--show-utilization", "-V", "--verbose",
                "-Q", "--quiet"})
    void flag(boolean ignored) {
        // Scores are told by Mainstay's own explain.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        if (!live) {
            return ToolEffect.notOffered("crm_simulate other than --live-check");
        }
        StringBuilder left = new StringBuilder();
        TransitionProgress progress = context.state().progress();
        progress.transition().steps().forEach(step -> {
            if (!progress.status(step.number()).isSettled()
                    && !(step.action() instanceof Action.PseudoAction)) {
                left.append("  * ").append(step.action().key())
                        .append(step.action().subject().map(node -> " on " + node).orElse(""))
                        .append('\n');
            }
        });
        if (context.state().planDemand().isWanted()) {
            left.append("  * a new plan\n");
        }
        return new Print("Current cluster status:\n  * " + context.state().nodes().size()
                + " nodes\n" + (left.isEmpty() ? "" : "\nTransition Summary:\n" + left));
    }
}
