// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.OperationRecord;

/** A past operation whose parameters are to be held against the present ones. */
public record ParameterCheck(
        WorkResource resource, WorkNode node, OperationRecord record, boolean active) {}
