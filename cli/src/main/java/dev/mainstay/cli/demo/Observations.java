// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo has to show, and whether it was seen. */
final class Observations {

    /** @param detail how it was seen, or why it was not */
    record Observation(String what, boolean seen, String detail) {

        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("what", what);
            tree.put("seen", seen);
            tree.put("detail", detail);
            return tree;
        }
    }

    private final Progress progress;
    private final List<Observation> all = new ArrayList<>();

    Observations(Progress progress) {
        this.progress = progress;
    }

    void saw(String what, String detail) {
        record(new Observation(what, true, detail));
    }

    void missed(String what, String detail) {
        record(new Observation(what, false, detail));
    }

    /** Records it as seen or not; the detail should tell either way. */
    void check(String what, boolean seen, String detail) {
        record(new Observation(what, seen, detail));
    }

    List<Observation> all() {
        return List.copyOf(all);
    }

    List<Observation> unseen() {
        return all.stream().filter(observation -> !observation.seen()).toList();
    }

    private void record(Observation observation) {
        all.add(observation);
        String mark = observation.seen()
                ? progress.palette().good("seen      ")
                : progress.palette().bad("NOT SEEN  ");
        progress.line(mark + observation.what()
                + (observation.detail().isEmpty() ? "" : ": " + observation.detail()));
    }
}
