// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.List;
import java.util.SequencedMap;

/** {@code TICKET [ROLE] RESOURCE [loss-policy=…] [id=…]}; a role that is not written is empty. */
public record TicketWords(
        String ticket, String role, String resource, SequencedMap<String, String> options) {

    private static final List<String> OPTIONS = List.of("loss-policy", "id");
    private static final String EXAMPLE =
            "For example: add siteA Promoted database loss-policy=fence";

    /** @throws CommandFailure where the words do not follow the grammar */
    public static TicketWords parse(List<String> words) {
        int names = 0;
        while (names < words.size() && words.get(names).indexOf('=') < 0) {
            names++;
        }
        if (names < 2 || names > 3) {
            throw CommandFailure.usage("A ticket constraint needs a ticket and a resource.",
                    EXAMPLE);
        }
        SequencedMap<String, String> options =
                Assignments.parse(words.subList(names, words.size()), "the ticket's options");
        Assignments.allowOnly(options, OPTIONS, "a ticket constraint");
        return new TicketWords(words.getFirst(),
                names == 3 ? Roles.normal(words.get(1)) : "", words.get(names - 1), options);
    }
}
