// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.grammar.Assignments;
import dev.mainstay.cli.grammar.Lifetimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which failures are meant: {@code [ID] [node=N] [operation=OP [interval=I]]}. */
record FailureWords(Optional<String> resource, Map<String, String> options) {

    /** @param verb for messages */
    static FailureWords parse(List<String> words, String verb) {
        List<String> rest = new ArrayList<>(words);
        Optional<String> resource = rest.isEmpty() || rest.getFirst().contains("=")
                ? Optional.empty()
                : Optional.of(rest.removeFirst());
        Map<String, String> options = Assignments.parse(rest, verb);
        Assignments.allowOnly(options, List.of("node", "operation", "interval"), verb);
        return new FailureWords(resource, options);
    }

    Optional<String> node() {
        return Optional.ofNullable(options.get("node"));
    }

    Optional<String> operation() {
        return Optional.ofNullable(options.get("operation"));
    }

    Optional<Long> intervalMillis() {
        return Optional.ofNullable(options.get("interval"))
                .map(text -> Lifetimes.parse(text).toMillis());
    }

    /** An instance of a clone counts as the resource. */
    boolean matches(Failcount count) {
        return (resource.isEmpty() || resource.get().equals(count.resource())
                || count.resource().startsWith(resource.get() + ":"))
                && node().orElse(count.node()).equals(count.node())
                && operation().orElse(count.operation()).equals(count.operation())
                && intervalMillis().orElse(count.intervalMillis()) == count.intervalMillis();
    }
}
