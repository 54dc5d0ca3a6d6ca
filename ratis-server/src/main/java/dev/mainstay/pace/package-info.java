// SPDX-License-Identifier: Apache-2.0
/** How often something may be done. Knows nothing of what that is. */
@NullMarked
package dev.mainstay.pace;

import org.jspecify.annotations.NullMarked;
