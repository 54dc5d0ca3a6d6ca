// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.simulate;

import dev.mainstay.cib.ReadCib;
import dev.mainstay.model.Configuration;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.remark.ConfigurationRemarks;
import dev.mainstay.state.ConfigurationChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with a document that was planned all the same, a line for each. */
final class DocumentWarnings {
    /** More would hide the first ones. */
    private static final int TOLD = 50;

    private DocumentWarnings() {}

    static List<String> of(ReadCib read, Plan plan) {
        Configuration configuration = read.input().configuration();
        List<String> warnings = new ArrayList<>(read.mistakes());
        Stream.concat(ConfigurationChecker.check(configuration).stream(),
                ConfigurationRemarks.of(configuration, new TreeSet<>()).stream())
                .map(problem -> problem.at(read.places()))
                .forEach(warnings::add);
        if (!plan.tiedUp().isEmpty()) {
            warnings.add("orders form a circle, so these are not done: " + plan.tiedUp().stream()
                    .map(PlannedAction::key).collect(Collectors.joining(", ")));
        }
        if (warnings.size() > TOLD) {
            int more = warnings.size() - TOLD;
            warnings.subList(TOLD, warnings.size()).clear();
            warnings.add("and " + more + " more problems");
        }
        return warnings;
    }
}
