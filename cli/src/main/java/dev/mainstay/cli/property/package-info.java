// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay property}: options of the whole cluster.
 */
@NullMarked
package dev.mainstay.cli.property;

import org.jspecify.annotations.NullMarked;
