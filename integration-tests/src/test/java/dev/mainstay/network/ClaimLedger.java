// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the claim's agents wrote down, and when machines lost their power: who held the claim when.
 *
 * @param folder the folder that all machines share
 */
record ClaimLedger(Path folder) {

    /** One line: when, on which machine, in which of its boots, and what. */
    record Step(double seconds, String machine, int boot, String what, String rest) {

        static Step parse(String line) {
            String[] words = line.split(" ", 5);
            return new Step(Double.parseDouble(words[0]), words[1], Integer.parseInt(words[2]),
                    words[3], words.length > 4 ? words[4] : "");
        }
    }

    /** Notes what a test did: took the power off a machine's boot, or killed its claim. */
    void note(String machine, int boot, String what) {
        String line = String.format(Locale.ROOT, "%.2f %s %d %s -%n",
                SystemCalls.bootTimeSeconds(), machine, boot, what);
        try {
            Files.writeString(file(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Step> steps() {
        try {
            return Files.exists(file())
                    ? Files.readAllLines(file()).stream().map(Step::parse).toList()
                    : List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Each time that two machines ran the service at once, in words; empty when all is well. */
    static List<String> overlaps(List<Step> steps) {
        List<String> found = new ArrayList<>();
        Map<String, Step> holders = new TreeMap<>();
        for (Step step : steps) {
            String holder = step.machine() + " " + step.boot();
            switch (step.what()) {
                // Seen by the kernel: the lock was held by someone else.
                case "overlap" -> found.add(step.toString());
                case "claimed" -> {
                    holders.keySet().stream().filter(other -> !other.equals(holder))
                            .forEach(other -> found.add(step + " while held by " + other));
                    holders.put(holder, step);
                }
                case "stopped", "killed", "off" -> holders.remove(holder);
                default -> {
                    // Beginnings matter to whoever reads the ledger alone.
                }
            }
        }
        return found;
    }

    private Path file() {
        return folder.resolve("ledger");
    }
}
