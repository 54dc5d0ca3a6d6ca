// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.ColocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.FencingLevel;
import dev.mainstay.proto.v1.ConfigurationProto.LocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.OrderConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceSet;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import dev.mainstay.proto.v1.ConfigurationProto.TicketConstraint;
import java.util.ArrayList;
import java.util.List;

/** Who names a resource. */
public final class References {

    private References() {}

    /** The ids of the constraints, tags and fencing levels that name one of these resources. */
    public static List<String> to(Configuration configuration, List<String> resources) {
        List<String> referring = new ArrayList<>();
        for (Constraint constraint : configuration.getConstraintsList()) {
            if (named(constraint).stream().anyMatch(resources::contains)) {
                referring.add(Constraints.id(constraint));
            }
        }
        for (Tag tag : configuration.getTagsList()) {
            if (tag.getReferencesList().stream().anyMatch(resources::contains)) {
                referring.add(tag.getId());
            }
        }
        for (FencingLevel level : configuration.getFencingLevelsList()) {
            if (level.getDevicesList().stream().anyMatch(resources::contains)) {
                referring.add(level.getId());
            }
        }
        return referring;
    }

    /** @throws CommandFailure where something that stays names one that goes */
    public static void refuseIfReferred(Configuration configuration, List<String> going) {
        List<String> referring = to(configuration, going).stream()
                .filter(id -> !going.contains(id)).toList();
        if (!referring.isEmpty()) {
            throw CommandFailure.refused(String.join(", ", going) + (going.size() == 1
                    ? " is"
                    : " are") + " referred to by " + String.join(", ", referring) + ".",
                    "Delete those first, for example with 'mainstay constraint delete "
                            + referring.getFirst() + "'.");
        }
    }

    /** The resources that a constraint names. */
    public static List<String> named(Constraint constraint) {
        return switch (constraint.getKindCase()) {
            case LOCATION -> named(constraint.getLocation());
            case ORDER -> named(constraint.getOrder());
            case COLOCATION -> named(constraint.getColocation());
            case TICKET -> named(constraint.getTicket());
            case KIND_NOT_SET -> List.of();
        };
    }

    private static List<String> named(LocationConstraint location) {
        return with(location.getSetsList(), location.getResource());
    }

    private static List<String> named(OrderConstraint order) {
        return with(order.getSetsList(), order.getFirst(), order.getThen());
    }

    private static List<String> named(ColocationConstraint colocation) {
        return with(colocation.getSetsList(), colocation.getDependent(), colocation.getPrimary());
    }

    private static List<String> named(TicketConstraint ticket) {
        return with(ticket.getSetsList(), ticket.getResource());
    }

    private static List<String> with(List<ResourceSet> sets, String... single) {
        List<String> named = new ArrayList<>(List.of(single));
        sets.forEach(set -> named.addAll(set.getMembersList()));
        return named;
    }
}
