// SPDX-License-Identifier: Apache-2.0
/**
 * What a change makes the cluster do: which resources and machines it concerns, told from the plans
 * made without and with it, what was done for it, and when nothing is left to do. Knows states and
 * plans, and must not know gRPC or who asks. Start with {@link EffectScope} and {@link Settlement}.
 */
@NullMarked
package dev.mainstay.effect;

import org.jspecify.annotations.NullMarked;
