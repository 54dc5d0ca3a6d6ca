// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay plan}: what a change would do, before it is made. Any changing verb can be tried;
 * this package knows none of them.
 */
@NullMarked
package dev.mainstay.cli.plan;

import org.jspecify.annotations.NullMarked;
