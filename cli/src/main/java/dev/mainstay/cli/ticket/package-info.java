// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay ticket}: what this site may run. Constraints that need a ticket are of
 * {@code mainstay constraint ticket}.
 */
@NullMarked
package dev.mainstay.cli.ticket;

import org.jspecify.annotations.NullMarked;
