// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

/**
 * The digest of the state that an entry was applied to, for comparison with what the leader says.
 *
 * @param index of the entry that asked for it
 * @param digest SHA-256, lower-case hex; empty text before the first
 */
public record DigestCheckpoint(long index, String digest) {

    static final DigestCheckpoint NONE = new DigestCheckpoint(0, "");
}
