// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

/** How long an execution took and waited, in milliseconds. */
public record OperationTimes(long executionMillis, long queueMillis) {
    public static final OperationTimes ZERO = new OperationTimes(0, 0);
}
