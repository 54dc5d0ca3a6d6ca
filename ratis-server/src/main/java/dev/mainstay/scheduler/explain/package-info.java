// SPDX-License-Identifier: Apache-2.0
/**
 * The record of why: every score contribution and veto with the constraint, attribute or failure it
 * comes from. The scheduler writes it while deciding, so that an explanation cannot differ from the
 * decision. Start reading at {@link dev.mainstay.scheduler.explain.Ledger}.
 */
@NullMarked
package dev.mainstay.scheduler.explain;

import org.jspecify.annotations.NullMarked;
