// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a document that can be read all the same: Pacemaker goes on without the
 * element, or with what an attribute is otherwise. Who reads for good refuses such a document.
 */
final class Mistakes {
    private final List<String> texts = new ArrayList<>();

    /** One line for each, with the place, in the order of the document's sections. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    void add(CibFormatException mistake) {
        texts.add(String.valueOf(mistake.getMessage()));
    }

    /** The elements that can be read. */
    <T> List<T> readAll(List<XmlElement> elements, Reading<T> reading) {
        List<T> result = new ArrayList<>();
        for (XmlElement element : elements) {
            read(element, reading).ifPresent(result::add);
        }
        return result;
    }

    <T> Optional<T> read(XmlElement element, Reading<T> reading) {
        try {
            return Optional.of(reading.read(element));
        } catch (CibFormatException e) {
            add(e);
            return Optional.empty();
        }
    }

    /** Understands one element. */
    interface Reading<T> {
        T read(XmlElement element) throws CibFormatException;
    }
}
