// SPDX-License-Identifier: Apache-2.0
/**
 * The words of fencing: devices and their options, what is asked of them, how that ended. Values
 * and the meaning of the {@code pcmk_*} options; no processes, no wire. Start with
 * {@link dev.mainstay.fence.device.FenceOrder}.
 */
@NullMarked
package dev.mainstay.fence.device;

import org.jspecify.annotations.NullMarked;
