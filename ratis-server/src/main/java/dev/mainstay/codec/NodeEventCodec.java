// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.decode;
import static dev.mainstay.codec.MalformedField.required;
import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;

/** What becomes of machines. */
final class NodeEventCodec {

    private NodeEventCodec() {}

    static LogProto.RecordNodeEvent encode(NodeId node, NodeEvent event) {
        var message = LogProto.RecordNodeEvent.newBuilder().setNode(node.value());
        switch (event) {
            case NodeEvent.Joined joined ->
                    message.setJoined(LogProto.RecordNodeEvent.Joined.newBuilder()
                            .setBootId(joined.bootId())
                            .setReaped(joined.reaped())
                            .setSupportedLevel(joined.supportedLevel())
                            .setVersion(joined.version()));
            case NodeEvent.Suspected(var term, var incarnation) ->
                    message.setSuspected(LogProto.RecordNodeEvent.Suspected.newBuilder()
                            .setTerm(term)
                            .setIncarnation(incarnation));
            case NodeEvent.Cleared(var term, var incarnation) ->
                    message.setCleared(LogProto.RecordNodeEvent.Cleared.newBuilder()
                            .setTerm(term)
                            .setIncarnation(incarnation));
            case NodeEvent.Lost(var term, var incarnation, var reason) ->
                    message.setLost(LogProto.RecordNodeEvent.Lost.newBuilder()
                            .setTerm(term)
                            .setIncarnation(incarnation)
                            .setReason(reason));
            case NodeEvent.ShutdownRequested(var incarnation, var at) -> message
                    .setShutdownRequested(LogProto.RecordNodeEvent.ShutdownRequested.newBuilder()
                            .setIncarnation(incarnation)
                            .setAt(LogValues.encode(at)));
            case NodeEvent.Left(var incarnation) -> message.setLeft(
                    LogProto.RecordNodeEvent.Left.newBuilder().setIncarnation(incarnation));
            case NodeEvent.RestartAnnounced(var incarnation) -> message
                    .setRestartAnnounced(LogProto.RecordNodeEvent.RestartAnnounced.newBuilder()
                            .setIncarnation(incarnation));
            case NodeEvent.WatchdogChanged(var incarnation, var armed) ->
                    message.setWatchdogChanged(LogProto.RecordNodeEvent.WatchdogChanged.newBuilder()
                            .setIncarnation(incarnation)
                            .setArmed(armed));
            case NodeEvent.RemoteJoined joined ->
                    message.setRemoteJoined(LogProto.RecordNodeEvent.RemoteJoined.newBuilder()
                            .setHost(joined.host().value())
                            .setHostIncarnation(joined.hostIncarnation())
                            .setBootId(joined.bootId())
                            .setVersion(joined.version()));
            case NodeEvent.Disconnected(var incarnation) -> message.setDisconnected(
                    LogProto.RecordNodeEvent.Disconnected.newBuilder()
                            .setIncarnation(incarnation));
            case NodeEvent.ThrottleChanged(var incarnation, var throttle) ->
                    message.setThrottleChanged(LogProto.RecordNodeEvent.ThrottleChanged.newBuilder()
                            .setIncarnation(incarnation)
                            .setThrottle(ThrottleCodec.encode(throttle)));
        }
        return message.build();
    }

    static Command command(LogProto.RecordNodeEvent message) throws MalformedField {
        return new Command.RecordNodeEvent(
                new NodeId(required("node", message.getNode())), event(message));
    }

    private static NodeEvent event(LogProto.RecordNodeEvent message) throws MalformedField {
        return switch (message.getEventCase()) {
            case JOINED -> new NodeEvent.Joined(
                    message.getJoined().getBootId(),
                    message.getJoined().getReaped(),
                    message.getJoined().getSupportedLevel(),
                    message.getJoined().getVersion());
            case SUSPECTED -> new NodeEvent.Suspected(
                    message.getSuspected().getTerm(), message.getSuspected().getIncarnation());
            case CLEARED -> new NodeEvent.Cleared(
                    message.getCleared().getTerm(), message.getCleared().getIncarnation());
            case LOST -> new NodeEvent.Lost(
                    message.getLost().getTerm(),
                    message.getLost().getIncarnation(),
                    message.getLost().getReason());
            case SHUTDOWN_REQUESTED -> new NodeEvent.ShutdownRequested(
                    message.getShutdownRequested().getIncarnation(),
                    decode("at", message.getShutdownRequested().getAt(), LogValues::instant));
            case LEFT -> new NodeEvent.Left(message.getLeft().getIncarnation());
            case WATCHDOG_CHANGED -> new NodeEvent.WatchdogChanged(
                    message.getWatchdogChanged().getIncarnation(),
                    message.getWatchdogChanged().getArmed());
            case RESTART_ANNOUNCED -> new NodeEvent.RestartAnnounced(
                    message.getRestartAnnounced().getIncarnation());
            case THROTTLE_CHANGED -> new NodeEvent.ThrottleChanged(
                    message.getThrottleChanged().getIncarnation(),
                    decode("throttle", message.getThrottleChanged().getThrottle(),
                            ThrottleCodec::throttle));
            case REMOTE_JOINED -> new NodeEvent.RemoteJoined(
                    new NodeId(required("host", message.getRemoteJoined().getHost())),
                    message.getRemoteJoined().getHostIncarnation(),
                    message.getRemoteJoined().getBootId(),
                    message.getRemoteJoined().getVersion());
            case DISCONNECTED -> new NodeEvent.Disconnected(
                    message.getDisconnected().getIncarnation());
            case EVENT_NOT_SET -> throw unknownKind("event");
        };
    }
}
