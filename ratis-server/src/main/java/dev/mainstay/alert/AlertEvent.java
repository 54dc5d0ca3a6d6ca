// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import dev.mainstay.model.Alert.EventKind;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.EndedOperation;
import dev.mainstay.state.FencingRecord;

/** Something that alerts may be told of. */
sealed interface AlertEvent {

    /** The machine it is about. */
    NodeId node();

    EventKind kind();

    /**
     * A machine came or went.
     *
     * @param number see {@link dev.mainstay.cib.MemberNumber}
     */
    record NodeChanged(NodeId node, long number, Membership membership) implements AlertEvent {
        @Override
        public EventKind kind() {
            return EventKind.NODES;
        }
    }

    /** Whether a machine takes part. */
    enum Membership {
        MEMBER,
        LOST
    }

    /** A fence operation ended, well or not, or a person vouched for it. */
    record FencingEnded(FencingRecord record) implements AlertEvent {
        @Override
        public NodeId node() {
            return record.target();
        }

        @Override
        public EventKind kind() {
            return EventKind.FENCING;
        }
    }

    /** An operation of a resource ended. */
    record OperationEnded(NodeId node, EndedOperation operation) implements AlertEvent {
        @Override
        public EventKind kind() {
            return EventKind.RESOURCES;
        }
    }

    /** A transient attribute changed; the value is empty where it was removed. */
    record AttributeChanged(NodeId node, String name, String value) implements AlertEvent {
        @Override
        public EventKind kind() {
            return EventKind.ATTRIBUTES;
        }
    }
}
