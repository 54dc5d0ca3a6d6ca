// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import org.jspecify.annotations.Nullable;

/** One replica of a bundle and what belongs to it. */
public record BundleReplica(
        int offset,
        WorkResource container,
        @Nullable WorkResource address,
        @Nullable WorkResource connection,
        @Nullable WorkResource child,
        @Nullable WorkNode node) {}
