// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.FencingHistoryReply;
import dev.mainstay.proto.v1.FencingView;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.FencingRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows fence operations. */
public final class FencingEncoder {

    private FencingEncoder() {}

    static List<FencingView> open(ClusterState state) {
        return state.fencing().open().values().stream().map(FencingEncoder::view).toList();
    }

    /** Open operations, then ended ones, the newest first. */
    public static FencingHistoryReply history(Reading reading, Optional<NodeId> node) {
        ClusterState state = reading.state();
        return FencingHistoryReply.newBuilder()
                .setPosition(reading.position())
                .addAllEntries(Stream.concat(
                        state.fencing().open().values().stream(),
                        state.fencing().ended().descendingMap().values().stream())
                        .filter(record -> node.isEmpty() || node.get().equals(record.target()))
                        .map(FencingEncoder::view)
                        .toList())
                .build();
    }

    private static FencingView view(FencingRecord record) {
        return FencingView.newBuilder()
                .setTarget(record.target().value())
                .setIncarnation(record.incarnation())
                .setAction(record.operation().word())
                .setState(record.phase().text())
                .setOwner(record.owner().map(NodeId::value).orElse(""))
                .setDevice(record.device())
                .setDetail(record.detail().isEmpty() ? record.reason() : record.detail())
                .setAtMillis(record.at().toEpochMilli())
                .build();
    }
}
