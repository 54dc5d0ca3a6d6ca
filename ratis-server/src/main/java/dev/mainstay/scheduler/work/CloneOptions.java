// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** A clone's own settings; for a bundle, those of its replicas. */
public record CloneOptions(
        int max,
        int nodeMax,
        int promotedMax,
        int promotedNodeMax,
        int min,
        boolean unique,
        boolean promotable,
        boolean interleave,
        boolean ordered) {}
