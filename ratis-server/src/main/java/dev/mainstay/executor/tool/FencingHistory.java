// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.cib.XmlBuilder;
import dev.mainstay.cib.XmlElement;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.FencingRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was fenced, in the words of Pacemaker's tools: open operations, then the newest first. */
final class FencingHistory {
    private FencingHistory() {}

    /** @param only empty: of all machines */
    static ToolEffect told(ToolContext context, Optional<NodeId> only, String format) {
        List<FencingRecord> records = records(context.state())
                .filter(record -> only.map(record.target()::equals).orElse(true)).toList();
        if (!format.equals("xml")) {
            return new Print(records.stream().map(FencingHistory::line)
                    .collect(Collectors.joining()));
        }
        XmlBuilder list = new XmlBuilder("list").with("name", "Fencing history")
                .with("count", Integer.toString(records.size()));
        records.forEach(record -> list.child(event(record)));
        return ResultDocument.of("stonith_admin", List.of(list.build()));
    }

    static Stream<FencingRecord> records(ClusterState state) {
        return Stream.concat(state.fencing().open().values().stream(),
                state.fencing().ended().descendingMap().values().stream());
    }

    static XmlElement event(FencingRecord record) {
        String status = status(record);
        return new XmlBuilder("fence_event")
                .with("status", status)
                .with("extended-status", status)
                .with("exit-reason", Optional.of(record.detail())
                        .filter(detail -> !detail.isEmpty() && status.equals("failed")))
                .with("action", record.operation().word())
                .with("target", record.target().value())
                .with("delegate", record.owner())
                .with("client", "mainstay")
                .with("origin", record.owner().map(NodeId::value).orElse(""))
                .with("completed", Optional.of(record).filter(one -> !one.phase().isOpen())
                        .map(one -> PacemakerTime.text(one.at())))
                .build();
    }

    private static String status(FencingRecord record) {
        return switch (record.phase()) {
            case PENDING, RUNNING -> "pending";
            case SUCCEEDED, CONFIRMED -> "success";
            case FAILED -> "failed";
        };
    }

    private static String line(FencingRecord record) {
        return record.operation().word() + " of " + record.target() + ": " + status(record)
                + ", " + PacemakerTime.text(record.at()) + "\n";
    }
}
