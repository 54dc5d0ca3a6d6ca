// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.constraint;

import dev.mainstay.model.Constraint;
import dev.mainstay.model.Role;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.TicketRule;
import dev.mainstay.scheduler.work.TicketRule.LossPolicy;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.Locale;
import java.util.Optional;

/** Notes which resources depend on which tickets. */
final class TicketUnpacker {
    private final UnpackContext context;
    private final ResourceFinder finder;

    TicketUnpacker(UnpackContext context, ResourceFinder finder) {
        this.context = context;
        this.finder = finder;
    }

    void unpack(Constraint.Ticket constraint) {
        constraint.resource().ifPresent(id -> finder.all(id)
                .forEach(r -> add(constraint, r, constraint.role())));
        for (ResourceFinder.Members members : finder.members(constraint.sets())) {
            members.resources().forEach(r -> add(constraint, r,
                    members.set().role().or(constraint::role)));
        }
    }

    private void add(
            Constraint.Ticket constraint, WorkResource resource, Optional<String> roleText) {
        Optional<TicketStatus> ticket = context.status().tickets().stream()
                .filter(t -> t.id().equals(constraint.ticket()))
                .findFirst();
        Optional<Role> role = roleText.flatMap(Role::parse);
        context.state().tickets().add(new TicketRule(
                constraint.id(), resource, constraint.ticket(),
                ticket.map(TicketStatus::granted).orElse(false),
                ticket.map(TicketStatus::standby).orElse(false),
                ticket.isPresent(),
                role.orElse(null),
                policy(constraint.lossPolicy(), role)));
    }

    private LossPolicy policy(Optional<String> text, Optional<Role> role) {
        boolean fencing = context.state().options().fencingEnabled();
        return switch (text.orElse("").toLowerCase(Locale.ROOT)) {
            case "stop" -> LossPolicy.STOP;
            case "fence" -> fencing ? LossPolicy.FENCE : LossPolicy.STOP;
            case "freeze" -> LossPolicy.FREEZE;
            case "demote" -> LossPolicy.DEMOTE;
            default -> role.filter(Role.PROMOTED::equals).isPresent()
                    ? LossPolicy.DEMOTE
                    : LossPolicy.STOP;
        };
    }
}
