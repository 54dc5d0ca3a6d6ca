// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import dev.mainstay.cluster.ShellSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The commands of one section of a guide: lines that begin with the names of machines and
 * {@code #}, and those that continue them after a backslash.
 */
record GuideSection(List<Step> steps) {

    private static final String BLOCK = "    ";
    private static final String DOCUMENTED_NETWORK = "192.0.2.";

    /** What is typed on some machines, with all its lines. */
    record Step(List<String> machines, String text) {}

    /** @param title of the section, as it stands after the number signs */
    static GuideSection read(Path page, String title) {
        List<String> lines;
        try {
            lines = Files.readAllLines(page);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        boolean continued = false;
        for (String line : lines) {
            if (line.startsWith("#")) {
                inside = line.replaceFirst("^#+ ", "").equals(title);
            } else if (inside && continued) {
                Step last = steps.removeLast();
                steps.add(new Step(last.machines(), last.text() + "\n" + line));
                continued = line.endsWith("\\");
            } else if (inside && line.matches(BLOCK + "n[0-9, n]*# .*")) {
                String[] parts = line.strip().split("# ", 2);
                steps.add(new Step(List.of(parts[0].split(", ")), parts[1]));
                continued = line.endsWith("\\");
            }
        }
        return new GuideSection(List.copyOf(steps));
    }

    /** The same for one machine, whichever the page has as its example. */
    GuideSection on(String machine) {
        return new GuideSection(steps.stream()
                .map(step -> new Step(List.of(machine), step.text()))
                .toList());
    }

    /** How long it is on the page. */
    long lines() {
        return steps.stream().mapToLong(step -> step.text().lines().count()).sum();
    }

    /** Types all of it, in its order; each command has to succeed. */
    void type(List<Machine> machines) {
        Map<String, ShellSession> consoles = machines.stream()
                .collect(Collectors.toMap(Machine::name, Machine::console));
        try {
            for (Step step : steps) {
                String text = step.text().replace(DOCUMENTED_NETWORK, Lab.NETWORK);
                for (String machine : step.machines()) {
                    ShellSession.Ran ran = consoles.get(machine).type(text);
                    if (ran.exitCode() != 0) {
                        throw new AssertionError(machine + "# " + text + ": " + ran);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            consoles.values().forEach(ShellSession::close);
        }
    }
}
