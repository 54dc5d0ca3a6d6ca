// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The words that can stand at the end of a command line that is being typed. */
final class Candidates {

    private final CommandSpec top;
    private final ClusterNames names;

    Candidates(CommandSpec top, ClusterNames names) {
        this.top = top;
        this.names = names;
    }

    /**
     * @param typed what stands after {@code mainstay}; the last word, maybe empty, is unfinished
     */
    List<String> of(List<String> typed) {
        String unfinished = typed.isEmpty() ? "" : typed.getLast();
        List<String> before = typed.isEmpty() ? typed : typed.subList(0, typed.size() - 1);
        return after(before, unfinished)
                .filter(word -> word.startsWith(unfinished))
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<String> after(List<String> before, String unfinished) {
        CommandSpec spec = top;
        int positions = 0;
        Optional<OptionSpec> open = Optional.empty();
        for (String word : before) {
            Optional<CommandLine> verb = Optional.ofNullable(spec.subcommands().get(word));
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (word.startsWith("-")) {
                open = Optional.ofNullable(spec.optionsMap().get(word))
                        .filter(option -> option.arity().min() > 0);
            } else if (verb.isPresent()) {
                spec = verb.get().getCommandSpec();
            } else {
                positions++;
            }
        }
        if (open.isPresent()) {
            return values(open.get());
        }
        if (unfinished.startsWith("-")) {
            return spec.options().stream()
                    .filter(option -> !option.hidden())
                    .map(OptionSpec::longestName);
        }
        int position = positions;
        return Stream.concat(
                spec.subcommands().keySet().stream(),
                spec.positionalParameters().stream()
                        .filter(parameter -> covers(parameter, position))
                        .flatMap(this::values));
    }

    private static boolean covers(PositionalParamSpec parameter, int position) {
        return parameter.index().contains(position);
    }

    /** What an argument can be, told by the name that its help gives it. */
    private Stream<String> values(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            Stream.Builder<String> candidates = Stream.builder();
            argument.completionCandidates().forEach(candidates);
            return candidates.build();
        }
        return switch (argument.paramLabel()) {
            case "ID", "RESOURCE", "GROUP" -> names.resources();
            case "NODE", "TARGET" -> names.nodes();
            case "DEVICE" -> names.fenceDevices();
            default -> Stream.empty();
        };
    }
}
