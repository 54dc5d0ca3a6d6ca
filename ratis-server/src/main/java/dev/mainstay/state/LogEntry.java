// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.time.Instant;
import java.util.Optional;

/**
 * A committed command with what the log and its leader say of it.
 *
 * @param index log index
 * @param term term in which it was appended
 * @param time log time that the leader stamped
 * @param featureLevel the level that a peer needs to apply it
 * @param author on whose behalf it was proposed
 * @param requestId makes retries safe; empty where a repetition is harmless
 */
public record LogEntry(
        long index,
        long term,
        Instant time,
        int featureLevel,
        Author author,
        Optional<String> requestId,
        Command command) {}
