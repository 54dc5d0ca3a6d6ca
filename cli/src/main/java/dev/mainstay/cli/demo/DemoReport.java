// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.demo.FailOver.Victim;
import dev.mainstay.cli.demo.Observations.Observation;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demo measured and whether it saw all that it has to show.
 *
 * @param restarted a node's name for each time that it ended without the demo having killed it
 */
record DemoReport(
        List<FailOver> failOvers, List<Observation> observations, List<String> restarted) {

    boolean complete() {
        return observations.stream().allMatch(Observation::seen);
    }

    /** The middle value; of an even number of values, the mean of the two in the middle. */
    static long median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    Map<String, Object> tree() {
        Map<String, Object> summary = new LinkedHashMap<>();
        for (Victim victim : Victim.values()) {
            List<Long> outages = outages(victim);
            if (!outages.isEmpty()) {
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("count", outages.size());
                figures.put("minMillis", outages.getFirst());
                figures.put("medianMillis", median(outages));
                figures.put("maxMillis", outages.getLast());
                summary.put(victim.text(), figures);
            }
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("complete", complete());
        tree.put("summary", summary);
        tree.put("endedUnasked", restarted.size());
        tree.put("endedUnaskedNodes", restarted);
        tree.put("failOvers", failOvers.stream().map(FailOver::tree).toList());
        tree.put("observations", observations.stream().map(Observation::tree).toList());
        return tree;
    }

    String text(Palette palette) {
        StringBuilder text = new StringBuilder("\n");
        TextTable table = new TextTable();
        for (Victim victim : Victim.values()) {
            List<Long> outages = outages(victim);
            if (!outages.isEmpty()) {
                table.row("killed " + victim.text() + ":", "min " + outages.getFirst() + " ms",
                        "median " + median(outages) + " ms", "max " + outages.getLast() + " ms",
                        "of " + outages.size());
            }
        }
        if (!table.isEmpty()) {
            text.append("From SIGKILL to the service answering again\n")
                    .append(table.format("  "));
        }
        if (!restarted.isEmpty()) {
            text.append("Nodes that ended unasked, fenced or failed, and were started again: ")
                    .append(restarted.size()).append(" (").append(String.join(", ", restarted))
                    .append(")\n");
        }
        observations.stream().filter(observation -> !observation.seen())
                .forEach(observation -> text.append(palette.bad("NOT SEEN: "))
                        .append(observation.what()).append(": ").append(observation.detail())
                        .append('\n'));
        if (complete()) {
            text.append(palette.good("All of it was seen.")).append('\n');
        }
        return text.toString();
    }

    private List<Long> outages(Victim victim) {
        return failOvers.stream()
                .filter(failOver -> failOver.victim() == victim)
                .map(FailOver::outageMillis)
                .sorted()
                .toList();
    }
}
