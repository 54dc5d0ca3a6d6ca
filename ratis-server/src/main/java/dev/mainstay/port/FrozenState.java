// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.io.IOException;
import java.io.OutputStream;

/** One immutable state that can be written as often as wanted, always to the same bytes. */
public interface FrozenState {
    /** The feature level that a reader of these bytes needs. */
    int featureLevel();

    /** Writes the sorted state; does not close the stream. */
    void writeTo(OutputStream out) throws IOException;
}
