// SPDX-License-Identifier: Apache-2.0
/**
 * Runs fence agents and built-in drivers for the owner of a fence operation, over gRPC. It judges
 * devices only; who is fenced, and what a result proves, is decided elsewhere. Start with
 * {@link dev.mainstay.fence.FenceDriverService}; the rules are in {@code fence_driver.proto}.
 */
@NullMarked
package dev.mainstay.fence;

import org.jspecify.annotations.NullMarked;
