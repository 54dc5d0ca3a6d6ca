// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mainstay resource defaults} and {@code mainstay resource op defaults}: what holds for all
 * resources and operations that do not say otherwise, perhaps by a rule. Both families share their
 * verbs; {@link dev.mainstay.cli.defaults.DefaultsKind} tells which is meant.
 */
@NullMarked
package dev.mainstay.cli.defaults;

import org.jspecify.annotations.NullMarked;
