// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.ClusterEvent;
import java.util.Locale;

/** Writes events for those who watch. */
public final class EventEncoder {

    private EventEncoder() {}

    public static ClusterEvent encode(dev.mainstay.state.ClusterEvent event) {
        return ClusterEvent.newBuilder()
                .setIndex(event.index())
                .setTimeMillis(event.time().toEpochMilli())
                .setKind(event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .setNode(event.node().map(NodeId::value).orElse(""))
                .setResource(event.subject())
                .setDetail(event.detail())
                .build();
    }
}
