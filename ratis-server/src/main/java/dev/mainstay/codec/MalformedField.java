// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import java.util.ArrayList;
import java.util.List;

/** A message that has no meaning in the model. The path grows while the exception travels up. */
final class MalformedField extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    MalformedField(String field, String message) {
        super(message, null, false, false);
        this.field = field;
    }

    String field() {
        return field;
    }

    /** The same mistake, seen from the message that contains {@code outer}. */
    MalformedField inside(String outer) {
        return new MalformedField(field.isEmpty() ? outer : outer + "." + field, reason());
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** Decodes one message. */
    @FunctionalInterface
    interface Decoder<M, T> {
        T decode(M message) throws MalformedField;
    }

    /** Decodes one field; a mistake inside is reported under the field's name. */
    static <M, T> T decode(String field, M message, Decoder<M, T> decoder) throws MalformedField {
        try {
            return decoder.decode(message);
        } catch (MalformedField e) {
            throw e.inside(field);
        }
    }

    /** Decodes a repeated field in its order. */
    static <M, T> List<T> decodeAll(String field, List<M> messages, Decoder<M, T> decoder)
            throws MalformedField {
        List<T> values = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            try {
                values.add(decoder.decode(messages.get(i)));
            } catch (MalformedField e) {
                throw e.inside(field + "[" + i + "]");
            }
        }
        return values;
    }

    /** The text, which has to be there. */
    static String required(String field, String value) throws MalformedField {
        if (value.isEmpty()) {
            throw new MalformedField(field, "is missing");
        }
        return value;
    }

    /** The mistake of a oneof or enum without a value that is known here. */
    static MalformedField unknownKind(String field) {
        return new MalformedField(field, "is missing or of a kind that this version does not know");
    }
}
