// SPDX-License-Identifier: Apache-2.0
/**
 * Turns what the executor says to its machine's agent and fence drivers into messages, and their
 * answers into values of the core. It knows messages and values, neither calls nor channels. Start
 * reading at {@link dev.mainstay.codec.agent.OutcomeMessages}.
 */
@NullMarked
package dev.mainstay.codec.agent;

import org.jspecify.annotations.NullMarked;
