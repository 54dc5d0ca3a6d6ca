// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** A fail count that no longer means anything and is to be cleared. */
public record FailCountClear(WorkResource resource, WorkNode node, String reason) {}
