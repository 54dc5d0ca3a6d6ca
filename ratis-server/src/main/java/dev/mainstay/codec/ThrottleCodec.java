// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static dev.mainstay.codec.MalformedField.unknownKind;

import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.ThrottleMode;

/** What machines say of their load. */
final class ThrottleCodec {

    private ThrottleCodec() {}

    static LogProto.NodeThrottle encode(NodeThrottle throttle) {
        return LogProto.NodeThrottle.newBuilder()
                .setMode(switch (throttle.mode()) {
                    case NONE -> LogProto.NodeThrottle.Mode.NONE;
                    case LOW -> LogProto.NodeThrottle.Mode.LOW;
                    case MEDIUM -> LogProto.NodeThrottle.Mode.MEDIUM;
                    case HIGH -> LogProto.NodeThrottle.Mode.HIGH;
                })
                .setProcessors(throttle.processors())
                .build();
    }

    static NodeThrottle throttle(LogProto.NodeThrottle message) throws MalformedField {
        return new NodeThrottle(mode(message.getMode()), message.getProcessors());
    }

    private static ThrottleMode mode(LogProto.NodeThrottle.Mode message) throws MalformedField {
        return switch (message) {
            case NONE -> ThrottleMode.NONE;
            case LOW -> ThrottleMode.LOW;
            case MEDIUM -> ThrottleMode.MEDIUM;
            case HIGH -> ThrottleMode.HIGH;
            case MODE_UNSPECIFIED, UNRECOGNIZED -> throw unknownKind("mode");
        };
    }
}
