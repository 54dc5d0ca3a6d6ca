// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.trial;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.scheduler.SchedulerInput;
import java.util.List;

/** One thing that might happen: what crm_simulate's manual calls a synthetic cluster event. */
public sealed interface Injection {

    /** A node comes: it is a member, and nothing is known to run there. */
    record NodeUp(NodeId node) implements Injection {}

    /** A node leaves in an orderly way. */
    record NodeDown(NodeId node) implements Injection {}

    /** A node is lost: nobody knows what still runs there. */
    record NodeFailed(NodeId node) implements Injection {}

    /** The cluster has quorum from now on, or has lost it. */
    record Quorum(boolean held) implements Injection {}

    /** A watchdog is armed on the nodes, or is not. */
    record Watchdog(boolean armed) implements Injection {}

    /** This site is given a ticket, or loses it. */
    record TicketGranted(String ticket, boolean granted) implements Injection {}

    /** A ticket is suspended, or counts again. */
    record TicketStandby(String ticket, boolean standby) implements Injection {}

    /** An operation has ended with this result. */
    record Result(OperationSpec operation) implements Injection {}

    /**
     * The input after events have happened, in their order.
     *
     * @throws IllegalArgumentException naming the event, where it is of a node or a resource that
     *     the configuration does not have
     */
    static SchedulerInput into(SchedulerInput input, List<Injection> events) {
        StatusSheet sheet = new StatusSheet(input);
        for (Injection event : events) {
            inject(input, sheet, event);
        }
        return sheet.input();
    }

    private static void inject(SchedulerInput input, StatusSheet sheet, Injection event) {
        switch (event) {
            case NodeUp(NodeId node) -> {
                requireNode(input, sheet, node);
                sheet.condition(node, Conditions.member(input.now()));
            }
            case NodeDown(NodeId node) -> {
                requireNode(input, sheet, node);
                sheet.condition(node, Conditions.ABSENT);
                sheet.forget(node);
            }
            case NodeFailed(NodeId node) -> {
                requireNode(input, sheet, node);
                sheet.condition(node, Conditions.FAILED);
            }
            case Quorum(boolean held) -> sheet.quorate(held);
            case Watchdog(boolean armed) -> sheet.watchdog(armed);
            case TicketGranted(String id, boolean granted) -> sheet.ticket(id,
                    ticket -> new TicketStatus(id, granted, ticket.standby(), ticket.attributes()));
            case TicketStandby(String id, boolean standby) -> sheet.ticket(id,
                    ticket -> new TicketStatus(id, ticket.granted(), standby, ticket.attributes()));
            case Result(OperationSpec operation) -> {
                requireNode(input, sheet, operation.node());
                ResultSheet results = new ResultSheet(input, sheet);
                InstanceId instance = operation.instance();
                if (!results.knows(instance)) {
                    throw new IllegalArgumentException(
                            "there is no resource " + instance + " in " + operation.key());
                }
                results.record(operation, 0);
            }
        }
    }

    private static void requireNode(SchedulerInput input, StatusSheet sheet, NodeId node) {
        if (sheet.node(node).isEmpty() && input.configuration().nodes().stream()
                .noneMatch(configured -> configured.name().equals(node))) {
            throw new IllegalArgumentException("there is no node " + node);
        }
    }
}
