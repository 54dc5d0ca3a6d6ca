// SPDX-License-Identifier: Apache-2.0
/**
 * Between the wire (and journal) messages of {@code mainstay.v1} and the words of
 * {@link dev.mainstay.agent.action}. The only place that reads or builds such messages field by
 * field. Malformed messages end in {@link java.lang.IllegalArgumentException} with what is wrong.
 */
@NullMarked
package dev.mainstay.agent.codec;

import org.jspecify.annotations.NullMarked;
