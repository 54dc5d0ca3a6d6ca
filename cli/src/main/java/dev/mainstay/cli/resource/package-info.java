// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay resource} and {@code mainstay group}: making, changing, moving and describing
 * services.
 */
@NullMarked
package dev.mainstay.cli.resource;

import org.jspecify.annotations.NullMarked;
