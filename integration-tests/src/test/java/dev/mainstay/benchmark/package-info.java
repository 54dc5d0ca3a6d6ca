// SPDX-License-Identifier: Apache-2.0
/**
 * How long plans of large clusters take and what they allocate, and how that compares with
 * Pacemaker. Run by a command of its own, never by the build.
 */
@NullMarked
package dev.mainstay.benchmark;

import org.jspecify.annotations.NullMarked;
