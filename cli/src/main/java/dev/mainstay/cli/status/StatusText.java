// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.status;

import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.cli.render.Times;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.FailureView;
import dev.mainstay.proto.v1.FencingView;
import dev.mainstay.proto.v1.MoveView;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.ReadPosition;
import dev.mainstay.proto.v1.ResourceStatusView;
import dev.mainstay.proto.v1.TransitionView;
import java.util.ArrayList;
import java.util.List;

/** The text of a status: what is well in few lines, what is not so that it is seen. */
public final class StatusText {

    private final ClusterStatus status;
    private final Palette palette;

    public StatusText(ClusterStatus status, Palette palette) {
        this.status = status;
        this.palette = palette;
    }

    public String format() {
        return summary()
                + section("Nodes", nodes())
                + section("Resources", resources())
                + section("Moves", moves())
                + section("Failures", failures())
                + section("Fencing", fencing())
                + warnings();
    }

    private String summary() {
        ReadPosition position = status.getPosition();
        String name = status.getClusterName().isEmpty()
                ? status.getClusterId()
                : status.getClusterName();
        StringBuilder text = new StringBuilder();
        text.append("Cluster ").append(palette.heading(name)).append(", ")
                .append(status.getQuorate()
                        ? palette.good("quorate")
                        : palette.bad("WITHOUT QUORUM"))
                .append(", ")
                .append(position.getLeader().isEmpty()
                        ? palette.bad("no leader")
                        : "leader " + position.getLeader())
                .append('\n');
        text.append("Revision ").append(status.getConfigurationRevision())
                .append(", log index ").append(position.getAppliedIndex())
                .append(position.getConsistency() == Consistency.LOCAL
                        ? palette
                                .warning(" as " + position.getNode() + " has it, maybe not current")
                        : "")
                .append('\n');
        TransitionView transition = status.getTransition();
        if (transition.getInFlight() > 0 || transition.getPlanWanted()) {
            text.append("Working: ").append(transition.getDone()).append(" of ")
                    .append(transition.getActions()).append(" actions done");
            if (transition.getRunningCount() > 0) {
                text.append("; now ").append(String.join(", ", transition.getRunningList()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String section(String title, TextTable rows) {
        return rows.isEmpty() ? "" : "\n" + palette.heading(title) + "\n" + rows.format("  ");
    }

    private TextTable nodes() {
        TextTable table = new TextTable();
        for (NodeStatusView node : status.getNodesList()) {
            List<String> marks = new ArrayList<>();
            if (node.getLeader()) {
                marks.add("leader");
            }
            if (node.getRemote()) {
                marks.add(node.getHost().isEmpty() ? "remote" : "remote over " + node.getHost());
            } else if (!node.getVoter()) {
                marks.add("no vote");
            }
            if (node.getStandby() && !node.getState().equals("standby")) {
                marks.add("standby");
            }
            if (node.getMaintenance() && !node.getState().equals("maintenance")) {
                marks.add("maintenance");
            }
            if (!node.getLoad().isEmpty()) {
                marks.add(palette.warning(node.getLoad() + " load"));
            }
            table.row(node.getName(), nodeState(node.getState()), String.join(", ", marks),
                    String.join(" ", node.getRunningList()));
        }
        return table;
    }

    private String nodeState(String state) {
        return switch (state) {
            case "online" -> palette.good(state);
            case "standby", "maintenance", "pending", "suspected" -> palette.warning(state);
            case "lost", "fencing" -> palette.bad(state);
            default -> state;
        };
    }

    private TextTable resources() {
        TextTable table = new TextTable();
        for (ResourceStatusView resource : status.getResourcesList()) {
            List<String> marks = new ArrayList<>();
            if (resource.getBlocked()) {
                marks.add(palette.bad("blocked"));
            }
            if (!resource.getManaged()) {
                marks.add(palette.warning("unmanaged"));
            }
            if (resource.getFailed() && !resource.getRole().equals("Failed")) {
                marks.add(palette.bad("failed"));
            }
            if (resource.getDegradedNodesCount() > 0) {
                marks.add(palette.warning("degraded on "
                        + String.join(" ", resource.getDegradedNodesList())));
            }
            if (resource.getTargetRole().equals("Stopped")) {
                marks.add("disabled");
            }
            if (!resource.getReason().isEmpty()) {
                marks.add(resource.getReason());
            }
            String kind = resource.getAgent().isEmpty() ? resource.getKind() : resource.getAgent();
            boolean split = resource.getRole().equals("Promoted")
                    && resource.getKind().equals("primitive");
            table.row("  ".repeat(depth(resource)) + resource.getId(), kind,
                    resource.getKind().equals("primitive") ? role(resource.getRole()) : "",
                    String.join(" ", split
                            ? resource.getPromotedNodesList()
                            : resource.getNodesList()),
                    String.join(", ", marks));
            if (split) {
                unpromoted(resource, table);
            }
        }
        return table;
    }

    private void unpromoted(ResourceStatusView resource, TextTable table) {
        List<String> others = new ArrayList<>(resource.getNodesList());
        others.removeAll(resource.getPromotedNodesList());
        if (!others.isEmpty()) {
            table.row("", "", role("Unpromoted"), String.join(" ", others), "");
        }
    }

    private int depth(ResourceStatusView resource) {
        return status.getResourcesList().stream()
                .filter(other -> other.getId().equals(resource.getParent()))
                .findFirst()
                .map(parent -> 1 + depth(parent))
                .orElse(0);
    }

    private String role(String role) {
        return switch (role) {
            case "Started", "Promoted", "Unpromoted" -> palette.good(role);
            case "Failed", "Unknown" -> palette.bad(role);
            case "Starting", "Stopping" -> palette.warning(role);
            default -> role;
        };
    }

    private TextTable moves() {
        TextTable table = new TextTable();
        for (MoveView move : status.getMovesList()) {
            table.row(move.getResource(), move.getToNode().isEmpty()
                    ? "away from " + move.getFromNode()
                    : "to " + move.getToNode(),
                    "until " + Times.local(move.getExpiresMillis()));
        }
        return table;
    }

    private TextTable failures() {
        TextTable table = new TextTable();
        for (FailureView failure : status.getFailuresList()) {
            String count = failure.getFailCount() < 0
                    ? "INFINITY"
                    : Long.toString(failure.getFailCount());
            table.row(palette.bad(failure.getResource()),
                    failure.getOperation() + " on " + failure.getNode(),
                    failure.getStatus() + " (" + failure.getExitCode() + ")",
                    "count " + count, Times.local(failure.getAtMillis()),
                    failure.getSentence().isEmpty()
                            ? failure.getReason()
                            : failure.getSentence());
        }
        return table;
    }

    // What was fenced long ago is in the history; what is not settled belongs here.
    private TextTable fencing() {
        TextTable table = new TextTable();
        for (FencingView fencing : status.getFencingList()) {
            if (!fencing.getState().equals("succeeded")
                    && !fencing.getState().equals("confirmed")) {
                table.row(fencing.getTarget(), fencing.getAction(),
                        palette.bad(fencing.getState()),
                        fencing.getOwner().isEmpty() ? "" : "by " + fencing.getOwner(),
                        fencing.getDevice(), Times.local(fencing.getAtMillis()),
                        fencing.getDetail());
            }
        }
        return table;
    }

    private String warnings() {
        StringBuilder text = new StringBuilder();
        for (String warning : status.getWarningsList()) {
            text.append(text.isEmpty() ? "\n" : "")
                    .append(palette.warning("Warning: ")).append(warning).append('\n');
        }
        return text.toString();
    }
}
