// SPDX-License-Identifier: Apache-2.0
/**
 * The node agent and the fence driver with the agents that a distribution ships: what their own
 * modules test with scripts of their own holds for those of the field.
 */
@NullMarked
package dev.mainstay.debian;

import org.jspecify.annotations.NullMarked;
