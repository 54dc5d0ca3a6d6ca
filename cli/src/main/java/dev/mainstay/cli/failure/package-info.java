// SPDX-License-Identifier: Apache-2.0
/**
 * How a command ends other than well: exit codes, what went wrong and what to do about it. Knows
 * gRPC's status codes and nothing of the verbs.
 */
@NullMarked
package dev.mainstay.cli.failure;

import org.jspecify.annotations.NullMarked;
