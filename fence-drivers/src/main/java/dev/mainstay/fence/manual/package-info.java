// SPDX-License-Identifier: Apache-2.0
/**
 * A device that is a person: it never succeeds by itself, an administrator confirms.
 */
@NullMarked
package dev.mainstay.fence.manual;

import org.jspecify.annotations.NullMarked;
