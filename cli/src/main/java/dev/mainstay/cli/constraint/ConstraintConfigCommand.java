// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the constraints, those of one kind when it is asked below that kind. */
@Command(name = "config", description = "Shows the constraints with their ids.")
public final class ConstraintConfigCommand extends ClusterVerb {

    @Spec
    private CommandSpec self;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        String kind = self.parent().name();
        List<Constraint> shown = cluster.currentConfiguration().getConfiguration()
                .getConstraintsList().stream()
                .filter(constraint -> isOf(constraint, kind))
                .toList();
        output.tree(
                Map.of("constraints", shown.stream().map(MessageTree::sparse).toList()),
                palette -> ConstraintText.format(shown, palette));
        return ExitCode.OK;
    }

    private static boolean isOf(Constraint constraint, String kind) {
        return switch (kind) {
            case "location" -> constraint.hasLocation();
            case "order" -> constraint.hasOrder();
            case "colocation" -> constraint.hasColocation();
            case "ticket" -> constraint.hasTicket();
            default -> true;
        };
    }
}
