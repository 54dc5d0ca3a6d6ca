// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.AgentDescription;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.Template;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the options of primitives with what their agents say of themselves. Only primitives that
 * a change adds or alters are looked at, so that an old mistake does not block unrelated work.
 */
final class OptionCheck {

    private final Function<AgentName, AgentDescription> agents;

    OptionCheck(Function<AgentName, AgentDescription> agents) {
        this.agents = agents;
    }

    /**
     * Warnings about what is unusual.
     *
     * @throws StatusRuntimeException INVALID_ARGUMENT naming the resource, the parameter and what
     *         is accepted
     */
    List<String> check(Configuration before, Configuration after) {
        List<String> mistakes = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        check(before, after, mistakes, warnings);
        if (!mistakes.isEmpty()) {
            throw Status.INVALID_ARGUMENT.withDescription(String.join("; ", mistakes)
                    + " (force skips this check)").asRuntimeException();
        }
        return warnings;
    }

    /** Mistakes and warnings alike, for a configuration that works elsewhere as it is. */
    List<String> remarks(Configuration before, Configuration after) {
        List<String> remarks = new ArrayList<>();
        check(before, after, remarks, remarks);
        return remarks;
    }

    private void check(
            Configuration before,
            Configuration after,
            List<String> mistakes,
            List<String> warnings) {
        Set<Primitive> known = new HashSet<>(Primitives.of(before));
        for (Primitive primitive : Primitives.of(after)) {
            if (!known.contains(primitive) || !before.templates().equals(after.templates())) {
                check(primitive, after, mistakes, warnings);
            }
        }
    }

    private void check(
            Primitive primitive,
            Configuration configuration,
            List<String> mistakes,
            List<String> warnings) {
        Optional<Template> template = configuration.templates().stream()
                .filter(one -> primitive.template().filter(one.id()::equals).isPresent())
                .findFirst();
        Optional<AgentName> agent = primitive.agent().or(() -> template.map(Template::agent));
        if (agent.isEmpty()) {
            return;
        }
        String where = "resource " + primitive.id() + ": ";
        AgentDescription description;
        try {
            description = agents.apply(agent.get());
        } catch (StatusRuntimeException failure) {
            report(where, failure, mistakes, warnings);
            return;
        }
        ParameterCheck check = new ParameterCheck(description, agent.get().isFenceDevice());
        Parameters given = parameters(template.map(Template::options), primitive.options());
        for (String problem : check.problems(given.values(), given.complete())) {
            mistakes.add(where + problem);
        }
        for (String warning : check.warnings(given.values())) {
            warnings.add(where + warning);
        }
    }

    /** An agent that is missing is the caller's mistake; one that cannot be asked is not. */
    private static void report(
            String where,
            StatusRuntimeException failure,
            List<String> mistakes,
            List<String> warnings) {
        String text = where + failure.getStatus().getDescription();
        switch (failure.getStatus().getCode()) {
            case NOT_FOUND -> mistakes.add(text);
            default -> warnings.add(text + ": its options were not checked");
        }
    }

    private record Parameters(SortedMap<String, String> values, boolean complete) {}

    /**
     * The parameters that are given plainly. With a rule or a reference to another block the whole
     * is not known here, so nothing is said to be missing then.
     */
    private static Parameters parameters(
            Optional<ResourceOptions> template, ResourceOptions own) {
        SortedMap<String, String> values = new TreeMap<>();
        boolean complete = true;
        List<AttributeSet> sets = new ArrayList<>(
                template.map(ResourceOptions::instanceAttributes).orElse(List.of()));
        sets.addAll(own.instanceAttributes());
        for (AttributeSet set : sets) {
            complete &= set.reference().isEmpty() && set.rule().isEmpty();
            for (Attribute attribute : set.attributes()) {
                complete &= attribute.reference().isEmpty();
                attribute.name().ifPresent(
                        name -> attribute.value().ifPresent(value -> values.put(name, value)));
            }
        }
        return new Parameters(values, complete);
    }

    /** One agent's judgement of a set of parameters. */
    private record ParameterCheck(AgentDescription agent, boolean fenceDevice) {

        List<String> problems(SortedMap<String, String> given, boolean complete) {
            List<String> problems = new ArrayList<>();
            given.forEach((name, value) -> agent.parameter(name).ifPresentOrElse(
                    parameter -> mistyped(parameter, value).ifPresent(problems::add),
                    () -> unknown(name).ifPresent(problems::add)));
            if (complete) {
                agent.parameters().stream()
                        .filter(parameter -> parameter.traits().required()
                                && parameter.defaultValue().isEmpty()
                                && !given.containsKey(parameter.name())
                                && !suppliedByFencer(parameter.name()))
                        .forEach(parameter -> problems.add("parameter " + parameter.name()
                                + " of " + agent.name() + " is missing ("
                                + parameter.description() + ")"));
            }
            return problems;
        }

        List<String> warnings(SortedMap<String, String> given) {
            return given.keySet().stream()
                    .flatMap(name -> agent.parameter(name).stream())
                    .filter(parameter -> parameter.traits().deprecated())
                    .map(parameter -> "parameter " + parameter.name() + " is deprecated")
                    .toList();
        }

        private Optional<String> unknown(String name) {
            if ((fenceDevice && name.startsWith("pcmk_")) || suppliedByFencer(name)) {
                return Optional.empty();
            }
            return Optional.of("parameter " + name + " is unknown to " + agent.name()
                    + ", which accepts " + agent.parameters().stream()
                            .map(AgentDescription.Parameter::name)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }

        /** Fence agents list as required what the cluster itself gives them. */
        private boolean suppliedByFencer(String name) {
            return fenceDevice && switch (name) {
                case "action", "port", "plug", "nodename", "priority", "stonith-timeout",
                        "provides" ->
                        true;
                default -> false;
            };
        }

        private Optional<String> mistyped(AgentDescription.Parameter parameter, String value) {
            boolean fits = switch (parameter.type()) {
                case "integer" -> value.strip().matches("[+-]?[0-9]{1,18}");
                case "boolean" -> BooleanText.parse(value).isPresent();
                case "select" -> parameter.options().isEmpty()
                        || parameter.options().contains(value);
                case "second", "time" -> DurationText.parse(value).isPresent();
                default -> true;
            };
            return fits ? Optional.empty()
                    : Optional.of("parameter " + parameter.name() + " is \""
                            + value + "\", but " + agent.name() + " accepts "
                            + accepted(parameter));
        }

        private static String accepted(AgentDescription.Parameter parameter) {
            return switch (parameter.type()) {
                case "integer" -> "a whole number";
                case "boolean" -> "true or false";
                case "second", "time" -> "a duration such as 30s";
                default -> "one of " + String.join(", ", parameter.options());
            };
        }
    }
}
