// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.Role;
import org.jspecify.annotations.Nullable;

/** A resource that depends on a ticket in this run. */
public record TicketRule(
        String id,
        WorkResource resource,
        String ticket,
        boolean granted,
        boolean standby,
        boolean everGranted,
        @Nullable Role role,
        LossPolicy policy) {

    /** What the loss of the ticket means for what is active. */
    public enum LossPolicy {
        STOP,
        DEMOTE,
        FENCE,
        FREEZE
    }
}
