// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.graph;

import dev.mainstay.model.Role;
import java.util.Objects;
import java.util.Optional;

/** One line of the summary: what becomes of a resource, or of a machine that is fenced. */
public record PlacementChange(
        Change change,
        Optional<String> resource,
        Optional<String> fromNode,
        Optional<String> toNode,
        Optional<Role> fromRole,
        Optional<Role> toRole,
        boolean blocked,
        Optional<String> fenceAction) {
    public PlacementChange {
        Objects.requireNonNull(change);
        Objects.requireNonNull(resource);
        Objects.requireNonNull(fromNode);
        Objects.requireNonNull(toNode);
        Objects.requireNonNull(fromRole);
        Objects.requireNonNull(toRole);
        Objects.requireNonNull(fenceAction);
    }

    /** What happens. */
    public enum Change {
        START("Start"),
        STOP("Stop"),
        MOVE("Move"),
        MIGRATE("Migrate"),
        RECOVER("Recover"),
        RESTART("Restart"),
        RELOAD("Reload"),
        PROMOTE("Promote"),
        DEMOTE("Demote"),
        RE_PROMOTE("Re-promote"),
        FENCE("Fence");

        private final String text;

        Change(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
