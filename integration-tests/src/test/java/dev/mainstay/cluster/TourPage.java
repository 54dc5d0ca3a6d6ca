// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of documentation as what is typed on it and what is said to come back. */
record TourPage(List<Step> steps) {

    private static final String BLOCK = "    ";
    private static final String PROMPT = BLOCK + "$ ";
    private static final String ANYTHING = "…";

    /**
     * One command.
     *
     * @param text as it stands on the page, all lines of it
     * @param answers lines that have to be in the output; {@code …} in them stands for anything
     */
    record Step(String text, List<String> answers) {

        /** Asks only, so that it may be asked again until the answer is there. */
        boolean isQuestion() {
            return text.startsWith("mainstay status") || text.startsWith("mainstay stonith history")
                    || text.startsWith("mainstay explain");
        }

        /** The answers of the page that are in no line of the output. */
        List<String> missingIn(List<String> output) {
            return answers.stream()
                    .filter(answer -> output.stream().noneMatch(pattern(answer).asMatchPredicate()))
                    .toList();
        }

        private static Pattern pattern(String answer) {
            return Pattern.compile(Arrays.stream(answer.strip().split(ANYTHING, -1))
                    .map(part -> Arrays.stream(part.split(" +", -1)).map(Pattern::quote)
                            .collect(Collectors.joining(" +")))
                    .collect(Collectors.joining(".*", " *", " *")));
        }
    }

    static TourPage read(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean continued = false;
        for (String line : Files.readAllLines(page)) {
            if (continued) {
                Step last = steps.removeLast();
                steps.add(new Step(last.text() + "\n" + line.substring(BLOCK.length()),
                        List.of()));
                continued = line.endsWith("\\");
            } else if (line.startsWith(PROMPT)) {
                steps.add(new Step(line.substring(PROMPT.length()), List.of()));
                continued = line.endsWith("\\");
            } else if (line.startsWith(BLOCK) && !steps.isEmpty() && !line.isBlank()) {
                Step last = steps.removeLast();
                List<String> answers = new ArrayList<>(last.answers());
                answers.add(line.substring(BLOCK.length()));
                steps.add(new Step(last.text(), List.copyOf(answers)));
            }
        }
        return new TourPage(List.copyOf(steps));
    }
}
