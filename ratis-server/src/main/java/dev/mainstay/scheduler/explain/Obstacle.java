// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.explain;

import java.util.Objects;

/** Why an action cannot be carried out on the machine that was chosen for the resource. */
public record Obstacle(String resource, String node, String task, ScoreSource source) {
    public Obstacle {
        Objects.requireNonNull(resource);
        Objects.requireNonNull(node);
        Objects.requireNonNull(task);
        Objects.requireNonNull(source);
    }
}
