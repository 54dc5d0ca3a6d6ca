// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.model.Constraint;
import dev.mainstay.scheduler.unpack.UnpackContext;

/** Unpacks all constraints in the written order. */
public final class ConstraintUnpacker {
    private ConstraintUnpacker() {}

    public static void unpack(UnpackContext context) {
        ResourceFinder finder = new ResourceFinder(context);
        LocationUnpacker locations = new LocationUnpacker(context, finder);
        ColocationUnpacker colocations = new ColocationUnpacker(context, finder);
        OrderUnpacker orders = new OrderUnpacker(context, finder);
        TicketUnpacker tickets = new TicketUnpacker(context, finder);
        for (Constraint constraint : context.configuration().constraints()) {
            switch (constraint) {
                case Constraint.Location location -> locations.unpack(location);
                case Constraint.Colocation colocation -> colocations.unpack(colocation);
                case Constraint.Order order -> orders.unpack(order);
                case Constraint.Ticket ticket -> tickets.unpack(ticket);
            }
        }
    }
}
