// SPDX-License-Identifier: Apache-2.0
/** Tests of how fence orders are run. */
@NullMarked
package dev.mainstay.fence.run;

import org.jspecify.annotations.NullMarked;
