// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Something that is wrong with a configuration.
 *
 * @param element id of the element, or name of the option, that is wrong
 * @param message what is wrong and what would be right
 */
public record ConfigurationProblem(String element, String message) {

    /** So many problems are told at once; more would hide the first. */
    private static final int TOLD = 5;

    /** The message after the place, if that is known. */
    public String at(SortedMap<String, String> places) {
        String place = places.getOrDefault(element, "");
        return place.isEmpty() ? message : place + " " + message;
    }

    /** The answer to a change that would bring the problems, of which there is at least one. */
    static Rejection rejection(List<ConfigurationProblem> problems) {
        String told = problems.stream()
                .limit(TOLD)
                .map(ConfigurationProblem::message)
                .collect(Collectors.joining("; "));
        String more = problems.size() > TOLD
                ? "; and " + (problems.size() - TOLD) + " more problems"
                : "";
        return new Rejection.Invalid(problems.getFirst().element(), told + more);
    }
}
