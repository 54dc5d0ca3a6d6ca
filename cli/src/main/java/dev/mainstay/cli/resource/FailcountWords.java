// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.grammar.Assignments;
import dev.mainstay.cli.grammar.Lifetimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which fail counts are wanted: {@code [show] [ID] [node=N] [operation=OP [interval=I]]}. */
record FailcountWords(Optional<String> resource, Map<String, String> options) {

    static FailcountWords parse(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        if (!rest.isEmpty() && rest.getFirst().equals("show")) {
            rest.removeFirst();
        }
        Optional<String> resource = Optional.empty();
        if (!rest.isEmpty() && !rest.getFirst().contains("=")) {
            resource = Optional.of(rest.removeFirst());
        }
        Map<String, String> options = Assignments.parse(rest, "'failcount'");
        Assignments.allowOnly(options, List.of("node", "operation", "interval"), "'failcount'");
        return new FailcountWords(resource, options);
    }

    /** An instance of a clone counts as the resource. */
    boolean matches(Failcount count) {
        return (resource.isEmpty() || resource.get().equals(count.resource())
                || count.resource().startsWith(resource.get() + ":"))
                && isOrAny("node", count.node())
                && isOrAny("operation", count.operation())
                && (!options.containsKey("interval") || count.intervalMillis() == Lifetimes
                        .parse(options.getOrDefault("interval", "")).toMillis());
    }

    private boolean isOrAny(String option, String actual) {
        return options.getOrDefault(option, actual).equals(actual);
    }
}
