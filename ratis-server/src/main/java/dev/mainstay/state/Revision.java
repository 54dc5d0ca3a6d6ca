// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import java.time.Instant;

/**
 * A configuration as it was at some time, with who made it so.
 *
 * @param number ascends by one with each change
 * @param basedOn the revision that the author had read; the one before where none was named
 * @param index of the entry
 */
public record Revision(
        long number,
        long basedOn,
        long index,
        Instant at,
        Author author,
        String comment,
        Configuration configuration) {}
