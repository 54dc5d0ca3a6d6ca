// SPDX-License-Identifier: Apache-2.0
/**
 * Fence agents as they are on Linux today: {@code fence_*} programs that read options from their
 * standard input and answer with an exit code (fence agent API). Start with
 * {@link dev.mainstay.fence.rhcs.RhcsDriver}.
 */
@NullMarked
package dev.mainstay.fence.rhcs;

import org.jspecify.annotations.NullMarked;
