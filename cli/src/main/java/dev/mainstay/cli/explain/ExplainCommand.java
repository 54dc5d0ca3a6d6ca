// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.explain;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.proto.v1.ExplainRequest;
import dev.mainstay.proto.v1.NodeExplanation;
import dev.mainstay.proto.v1.PromotionExplanation;
import dev.mainstay.proto.v1.ScorePart;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows per node the score of a resource, where each part of it comes from, and what forbids it.
 */
@Command(
        name = "explain",
        description = "Tells why a resource runs, or does not run, where it does.")
public final class ExplainCommand extends ClusterVerb {

    @Parameters(paramLabel = "RESOURCE", description = "The resource to explain.")
    private String resource = "";

    @Option(
            names = "--node",
            paramLabel = "NODE",
            defaultValue = "",
            description = "Only for this node.")
    private String node = "";

    @Option(
            names = "--at",
            paramLabel = "REVISION",
            defaultValue = "0",
            description = "With this earlier revision of the configuration, as things are now.")
    private long revision;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        ExplainRequest request = ExplainRequest.newBuilder()
                .setResource(resource).setNode(node).setRevision(revision).build();
        ExplainReply reply = cluster.resources(stub -> stub.explain(request));
        output.show(reply, palette -> text(reply, palette));
        return ExitCode.OK;
    }

    static String text(ExplainReply reply, Palette palette) {
        StringBuilder text = new StringBuilder();
        if (!reply.getSummary().isEmpty()) {
            text.append(reply.getSummary()).append('\n');
        }
        for (NodeExplanation node : reply.getNodesList()) {
            text.append('\n').append(palette.heading(node.getNode()))
                    .append("  score ").append(node.getScore())
                    .append(node.getActive() ? "  active" : "")
                    .append(node.getChosen() ? "  " + palette.good("chosen") : "").append('\n');
            if (!node.getVeto().isEmpty()) {
                text.append("  ").append(palette.bad("cannot run here: "))
                        .append(node.getVeto()).append('\n');
            }
            if (!node.getObstacle().isEmpty()) {
                text.append("  ").append(palette.bad("not started here: "))
                        .append(node.getObstacle()).append('\n');
            }
            text.append(parts(node.getPartsList()));
            if (node.hasPromotion()) {
                text.append(promotion(node.getPromotion(), palette));
            }
            for (String change : node.getToRunHereList()) {
                text.append("  to run here: ").append(change).append('\n');
            }
        }
        return text.toString();
    }

    private static String promotion(PromotionExplanation promotion, Palette palette) {
        StringBuilder text = new StringBuilder("  promotion score ")
                .append(promotion.getScore())
                .append(promotion.getChosen() ? "  " + palette.good("promoted") : "").append('\n');
        if (!promotion.getAgainst().isEmpty()) {
            text.append("  ").append(palette.bad("not promoted here: "))
                    .append(promotion.getAgainst()).append('\n');
        }
        return text.append(parts(promotion.getPartsList())).toString();
    }

    private static String parts(List<ScorePart> parts) {
        TextTable table = new TextTable();
        for (ScorePart part : parts) {
            table.row(" ".repeat(Math.max(0, 9 - part.getScore().length())) + part.getScore(),
                    part.getSource(), part.getText());
        }
        return table.format("  ");
    }
}
