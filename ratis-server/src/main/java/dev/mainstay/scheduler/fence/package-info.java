// SPDX-License-Identifier: Apache-2.0
/**
 * Fences machines and shuts them down, and orders everything else around that. Start reading at
 * {@link dev.mainstay.scheduler.fence.Fencing}.
 */
@NullMarked
package dev.mainstay.scheduler.fence;

import org.jspecify.annotations.NullMarked;
