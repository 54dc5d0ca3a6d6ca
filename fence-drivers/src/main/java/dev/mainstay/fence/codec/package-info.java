// SPDX-License-Identifier: Apache-2.0
/**
 * Between the messages of {@code fence_driver.proto} and the words of
 * {@link dev.mainstay.fence.device}.
 */
@NullMarked
package dev.mainstay.fence.codec;

import org.jspecify.annotations.NullMarked;
