// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import java.util.ArrayList;
import java.util.List;

/** Collects what a check of a configuration finds, with the checks of single values. */
public final class Findings {

    private final List<ConfigurationProblem> problems = new ArrayList<>();

    public List<ConfigurationProblem> problems() {
        return List.copyOf(problems);
    }

    public void add(String element, String message) {
        problems.add(new ConfigurationProblem(element, message));
    }

    public void score(String element, String what, String value) {
        if (Score.parse(value).isEmpty()) {
            wrong(element, what, value, "a whole number, INFINITY or -INFINITY");
        }
    }

    public void duration(String element, String what, String value) {
        if (DurationText.parse(value).isEmpty()) {
            wrong(element, what, value, "a duration such as 20s, 500ms or PT1M");
        }
    }

    public void truth(String element, String what, String value) {
        if (BooleanText.parse(value).isEmpty()) {
            wrong(element, what, value, "true or false");
        }
    }

    public void role(String element, String what, String value) {
        if (Role.parse(value).isEmpty()) {
            wrong(element, what, value, "Stopped, Started, Unpromoted or Promoted");
        }
    }

    public void integer(String element, String what, String value) {
        boolean digits = !value.isEmpty() && value.length() <= 10
                && value.chars().skip(value.startsWith("-") ? 1 : 0)
                        .allMatch(c -> c >= '0' && c <= '9')
                && !value.equals("-");
        if (!digits) {
            wrong(element, what, value, "a whole number");
        }
    }

    public void percentage(String element, String what, String value) {
        if (!value.matches("[0-9]{1,4}%?")) {
            wrong(element, what, value, "a percentage such as 80%");
        }
    }

    public void oneOf(String element, String what, String value, List<String> allowed) {
        if (allowed.stream().noneMatch(value::equalsIgnoreCase)) {
            wrong(element, what, value, "one of " + String.join(", ", allowed));
        }
    }

    private void wrong(String element, String what, String value, String right) {
        add(element, what + " is \"" + value + "\"; it has to be " + right);
    }
}
