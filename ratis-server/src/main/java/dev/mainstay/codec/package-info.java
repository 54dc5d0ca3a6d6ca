// SPDX-License-Identifier: Apache-2.0
/**
 * Translates between the pure core's values and the bytes and documents outside: log entries,
 * snapshots, and configurations on the wire, in JSON and in YAML. It decides nothing. What comes
 * from users decodes to a {@link dev.mainstay.codec.Decoded}, which names the field that is wrong;
 * what comes from the log either decodes or stops the replica
 * ({@link dev.mainstay.codec.UnreadableEntry}). Start reading at
 * {@link dev.mainstay.codec.LogCodec}.
 */
@NullMarked
package dev.mainstay.codec;

import org.jspecify.annotations.NullMarked;
