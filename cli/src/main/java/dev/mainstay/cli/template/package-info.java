// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay resource template}: blueprints of primitives, which
 * {@code mainstay resource create ID @TEMPLATE} is made after.
 */
@NullMarked
package dev.mainstay.cli.template;

import org.jspecify.annotations.NullMarked;
