// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** A recurring operation whose failure expired: it has to be run anew to report anything again. */
public record ExpiredFailure(
        WorkResource resource, WorkNode node, String task, long intervalMillis) {}
