// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

/** A request that is wrong in itself: the message names the field and what belongs there. */
public final class MalformedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedRequest(String field, String message) {
        super(field + ": " + message, null, false, false);
    }
}
