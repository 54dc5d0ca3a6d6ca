// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import dev.mainstay.network.Trial.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What many trials came to. */
final class TrialSummary {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Half a node's election time-out. On a machine that lets processes wait so long, nodes that no
     * fault has met lose leaders and leases, and may be fenced for it.
     */
    private static final double LATE = 0.5;

    private final List<Long> unsafe = new ArrayList<>();
    private final List<Long> restless = new ArrayList<>();
    private final List<Long> unfounded = new ArrayList<>();
    private final List<Long> unexpectedlyFenced = new ArrayList<>();
    private final List<Long> fencedWhileLate = new ArrayList<>();
    private final List<Double> silences = new ArrayList<>();
    private final List<Double> repairs = new ArrayList<>();
    private int trials;
    private int overlaps;
    private int lost;
    private int acknowledged;
    private int fenced;

    /** @param late how late processes came to their turn, in seconds */
    void add(long seed, Verdict verdict, double late) {
        trials++;
        overlaps += verdict.overlaps().size();
        lost += verdict.lost().size();
        acknowledged += verdict.acknowledged();
        fenced += verdict.fenced().size();
        silences.add(verdict.silence());
        repairs.add(verdict.repair());
        if (!verdict.isSafe()) {
            unsafe.add(seed);
        }
        if (!verdict.isFencedAsExpected()) {
            (late < LATE ? unexpectedlyFenced : fencedWhileLate).add(seed);
        }
    }

    /** A trial whose cluster did not come to rest, so that not everything could be judged. */
    void addRestless(long seed, int overlapsSeen) {
        trials++;
        overlaps += overlapsSeen;
        restless.add(seed);
    }

    /** A trial that did not begin, as no cluster could be founded for it. */
    void addUnfounded(long seed) {
        trials++;
        unfounded.add(seed);
    }

    boolean isClean() {
        return unsafe.isEmpty() && restless.isEmpty() && unfounded.isEmpty();
    }

    String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("trials", trials);
        tree.put("overlaps", overlaps);
        tree.put("acknowledgedWrites", acknowledged);
        tree.put("lostWrites", lost);
        tree.put("fenced", fenced);
        tree.put("unsafeSeeds", unsafe);
        tree.put("restlessSeeds", restless);
        tree.put("unfoundedSeeds", unfounded);
        tree.put("unexpectedlyFencedSeeds", unexpectedlyFenced);
        tree.put("fencedWhileLateSeeds", fencedWhileLate);
        tree.put("silenceSeconds", spread(silences));
        tree.put("repairSeconds", spread(repairs));
        return JSON.writeValueAsString(tree) + "\n";
    }

    private static Map<String, Object> spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!sorted.isEmpty()) {
            tree.put("median", rounded(sorted.get(sorted.size() / 2)));
            tree.put("largest", rounded(sorted.getLast()));
        }
        return tree;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
