// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Parts of something too large for an entry, on their way (safety.md 6).
 *
 * @param openedAt index of the first part's entry: the oldest stage gives way to a new one
 * @param parts how many there are to be
 */
public record Stage(long openedAt, int parts, PSortedMap<Integer, Content> received) {

    static Stage open(long index, int parts) {
        return new Stage(index, parts, TreePMap.empty());
    }

    long size() {
        return received.values().stream().mapToLong(Content::size).sum();
    }

    Stage plus(int part, Content content) {
        return new Stage(openedAt, parts, received.plus(part, content));
    }

    /** The whole, once every part has come. */
    Optional<Content> assembled() {
        if (received.size() != parts) {
            return Optional.empty();
        }
        byte[] whole = new byte[Math.toIntExact(size())];
        int end = 0;
        for (Content part : received.values()) {
            byte[] bytes = part.toByteArray();
            System.arraycopy(bytes, 0, whole, end, bytes.length);
            end += bytes.length;
        }
        return Optional.of(Content.copyOf(whole));
    }
}
