// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

/** What came of decoding something that a user or a client wrote. */
public sealed interface Decoded<T> {

    record Valid<T>(T value) implements Decoded<T> {}

    /**
     * @param field path to the field that is wrong, such as {@code resources[2].clone.child}; for
     *         text that is no document at all, the line and column
     * @param message what is wrong with it
     */
    record Malformed<T>(String field, String message) implements Decoded<T> {
        /** Both, in one sentence for a person. */
        public String text() {
            return field.isEmpty() ? message : field + ": " + message;
        }
    }
}
