// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.proto.v1.ChangeContext;
import java.util.Optional;

/**
 * What goes with every change.
 *
 * @param requestId makes a retry safe
 * @param comment why, in the author's words
 * @param checks whether agents' options are checked
 * @param extent whether the change is made, or only tried out
 */
public record Change(
        Optional<String> requestId, String comment, OptionChecks checks, Extent extent) {

    /** Bounds what a request id and a comment add to each log entry. */
    private static final int TEXT_LIMIT = 1000;

    /** Whether the caller's options are compared with what the agent says of itself. */
    public enum OptionChecks {
        CHECKED,
        SKIPPED
    }

    /** How far a change goes. */
    public enum Extent {
        COMMITTED,
        PREVIEWED
    }

    static Change decode(ChangeContext context) {
        bounded("context.request_id", context.getRequestId());
        bounded("context.comment", context.getComment());
        return new Change(
                Fields.given(context.getRequestId()),
                context.getComment(),
                context.getForce() ? OptionChecks.SKIPPED : OptionChecks.CHECKED,
                context.getPreview() ? Extent.PREVIEWED : Extent.COMMITTED);
    }

    private static void bounded(String field, String text) {
        if (text.length() > TEXT_LIMIT) {
            throw new MalformedRequest(field,
                    "is limited to " + TEXT_LIMIT + " characters, has " + text.length());
        }
    }
}
