// SPDX-License-Identifier: Apache-2.0
/**
 * Carries out orders: delays, tries, time limits, one run per request. The same for every driver.
 * Start with {@link dev.mainstay.fence.run.FenceRunner}.
 */
@NullMarked
package dev.mainstay.fence.run;

import org.jspecify.annotations.NullMarked;
