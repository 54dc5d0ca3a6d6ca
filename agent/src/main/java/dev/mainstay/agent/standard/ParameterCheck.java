// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

import dev.mainstay.agent.standard.AgentMetadata.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges the parameters of a resource by its agent's metadata. */
public final class ParameterCheck {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern DURATION =
            Pattern.compile("[0-9]+ ?(us|usec|ms|msec|s|sec|m|min|h|hr|d)?|P[0-9TYMWDHS.]+");
    private static final Set<String> BOOLEANS =
            Set.of("1", "0", "yes", "no", "y", "n", "on", "off", "true", "false");

    private ParameterCheck() {}

    /** Something wrong with one parameter. */
    public record Problem(Kind kind, String parameter, String detail) {
        /** What is wrong. */
        public enum Kind {
            MISSING_REQUIRED, UNKNOWN_PARAMETER, WRONG_TYPE, REFUSED_BY_AGENT
        }
    }

    /** All problems, in the order of the metadata; none: valid as far as the metadata tells. */
    public static List<Problem> problems(AgentMetadata metadata, Map<String, String> values) {
        List<Problem> problems = new ArrayList<>();
        for (Parameter parameter : metadata.parameters()) {
            if (values.containsKey(parameter.name())) {
                checkType(parameter, String.valueOf(values.get(parameter.name())), problems);
            } else if (parameter.traits().required() && !replaced(parameter, values)) {
                problems.add(new Problem(Problem.Kind.MISSING_REQUIRED, parameter.name(),
                        "required by " + metadata.agent()));
            }
        }
        values.keySet()
                .stream()
                .sorted()
                .filter(name -> metadata.parameters()
                        .stream()
                        .noneMatch(parameter -> parameter.name().equals(name)))
                .forEach(name -> problems.add(new Problem(Problem.Kind.UNKNOWN_PARAMETER, name,
                        metadata.agent() + " has no such parameter")));
        return problems;
    }

    private static boolean replaced(Parameter parameter, Map<String, String> values) {
        return parameter.traits().replacedWith().stream().anyMatch(values::containsKey);
    }

    private static void checkType(Parameter parameter, String value, List<Problem> problems) {
        boolean fits = switch (parameter.type()) {
            case "integer" -> INTEGER.matcher(value).matches();
            case "boolean" -> BOOLEANS.contains(value.toLowerCase(Locale.ROOT));
            case "second", "time", "duration", "msec", "timeout" ->
                    DURATION.matcher(value).matches();
            case "select" -> parameter.options().isEmpty() || parameter.options().contains(value);
            // Types that nobody has defined cannot be judged.
            default -> true;
        };
        if (!fits) {
            String wanted = parameter.type().equals("select")
                    ? "one of " + String.join(", ", parameter.options())
                    : parameter.type();
            problems.add(new Problem(Problem.Kind.WRONG_TYPE, parameter.name(),
                    "expected " + wanted + ", found '" + value + "'"));
        }
    }
}
