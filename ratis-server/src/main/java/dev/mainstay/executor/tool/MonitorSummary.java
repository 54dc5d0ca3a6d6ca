// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import static dev.mainstay.executor.tool.MonitorDocument.flag;

import dev.mainstay.cib.XmlBuilder;
import dev.mainstay.cib.XmlElement;
import dev.mainstay.model.FencingTimeout;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.work.ClusterOptions;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.state.Revision;
import java.util.List;
import java.util.Locale;

/** What {@code crm_mon} says of the cluster as a whole. */
final class MonitorSummary {
    private static final String MAINSTAY = "mainstay";

    private final ClusterView view;

    MonitorSummary(ClusterView view) {
        this.view = view;
    }

    XmlElement element() {
        Revision revision = view.state().revisions().current();
        return new XmlBuilder("summary")
                .child(new XmlBuilder("stack").with("type", MAINSTAY).build())
                .child(controller())
                .child(new XmlBuilder("last_update")
                        .with("time", PacemakerTime.text(view.now())).build())
                .child(new XmlBuilder("last_change")
                        .with("time", PacemakerTime.text(revision.at()))
                        .with("user", revision.author().identity())
                        .with("client", MAINSTAY)
                        .with("origin", revision.author().origin()).build())
                .child(new XmlBuilder("nodes_configured")
                        .with("number", Integer.toString(view.nodes().size())).build())
                .child(resources())
                .child(options())
                .build();
    }

    /** Agents take the machine that is named here for the one that decides. */
    private XmlElement controller() {
        XmlBuilder xml = new XmlBuilder("current_dc")
                .with("present", flag(view.leader().isPresent()));
        view.leader().map(NodeId::value).ifPresent(leader -> xml
                .with("version", MAINSTAY)
                .with("name", leader)
                .with("id", leader)
                .with("with_quorum", "true"));
        return xml.with("mixed_version", "false").build();
    }

    private XmlElement resources() {
        List<WorkResource> primitives = view.resources().stream()
                .flatMap(WorkResource::primitives).toList();
        return new XmlBuilder("resources_configured")
                .with("number", Integer.toString(primitives.size()))
                .with("disabled", Long.toString(primitives.stream()
                        .filter(MonitorResources::isDisabled).count()))
                .with("blocked", Long.toString(primitives.stream()
                        .filter(one -> one.is(ResourceFlag.BLOCKED)).count()))
                .build();
    }

    private XmlElement options() {
        ClusterOptions options = view.context().state().options();
        long fencing = FencingTimeout.millis(view.state().configuration());
        return new XmlBuilder("cluster_options")
                .with("stonith-enabled", flag(options.fencingEnabled()))
                .with("symmetric-cluster", flag(options.symmetric()))
                .with("no-quorum-policy", options.quorumPolicy().name().toLowerCase(Locale.ROOT))
                .with("maintenance-mode", flag(options.maintenance()))
                .with("stop-all-resources", flag(options.stopAll()))
                .with("stonith-timeout-ms", Long.toString(fencing))
                .with("priority-fencing-delay-ms",
                        Long.toString(options.priorityFencingDelayMillis()))
                .build();
    }
}
