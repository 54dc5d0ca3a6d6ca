// SPDX-License-Identifier: Apache-2.0
/**
 * Turns configuration and status into the working state of a run: references, templates and rules
 * followed, machines judged, histories read into roles and failures. Later steps see none of the
 * configuration's spellings. Start reading at {@link dev.mainstay.scheduler.unpack.Unpacker}.
 */
@NullMarked
package dev.mainstay.scheduler.unpack;

import org.jspecify.annotations.NullMarked;
