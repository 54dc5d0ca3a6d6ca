// SPDX-License-Identifier: Apache-2.0
/**
 * The seam between carrying out an order and the kinds of fence agents. A driver makes one try and
 * tells how it ended; delays, tries and time limits are not its business. Start with
 * {@link dev.mainstay.fence.driver.FenceDriver}.
 */
@NullMarked
package dev.mainstay.fence.driver;

import org.jspecify.annotations.NullMarked;
