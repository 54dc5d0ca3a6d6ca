// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import dev.mainstay.network.PowerSwitch.Cut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One stretch of a cluster's life with faults in it: changes are written and the service is polled
 * all the while; in the end everything is repaired, the cluster has to come to rest, and what
 * happened is judged.
 */
final class Trial {

    /**
     * What it came to.
     *
     * @param overlaps times that two machines ran the service at once
     * @param lost acknowledged changes that some machine has not
     * @param fenced machines that were cut off from power by the cluster, in order
     * @param unexpected those of them that no fault had met
     * @param silence the longest time without an answer, in seconds
     * @param repair how long the cluster took to come to rest once all was repaired, in seconds
     */
    record Verdict(List<String> overlaps, List<String> lost, int acknowledged,
            List<String> fenced, List<String> unexpected, double silence, double repair) {

        /** Only machines that a fault had met, and each of them once. */
        boolean isFencedAsExpected() {
            return unexpected.isEmpty() && fenced.stream().distinct().count() == fenced.size();
        }

        boolean isSafe() {
            return overlaps.isEmpty() && lost.isEmpty();
        }
    }

    private final NetworkCluster cluster;
    private final AcknowledgedWrites writes;
    private final double begin = SystemCalls.bootTimeSeconds();
    private final int stepsBefore;
    private final int cutsBefore;
    private final Map<Machine, List<Fault>> faults = new LinkedHashMap<>();
    private final List<String> mayBeFenced = new ArrayList<>();

    /** @param name unlike that of any other trial of this cluster */
    Trial(NetworkCluster cluster, String name) {
        this.cluster = cluster;
        stepsBefore = cluster.lab().ledger().steps().size();
        cutsBefore = cluster.lab().power().cuts().size();
        writes = new AcknowledgedWrites(cluster.machines(), name);
    }

    void begin(Fault fault, Machine machine) {
        if (fault.mayBeFenced()) {
            mayBeFenced.add(machine.name());
        }
        faults.computeIfAbsent(machine, _ -> new ArrayList<>()).add(fault);
        fault.begin(cluster, machine);
    }

    void end(Fault fault, Machine machine) {
        faults.getOrDefault(machine, List.of()).remove(fault);
        fault.end(machine);
    }

    /** Ends all faults, waits for rest, and judges. */
    Verdict repair() {
        double repairedAt = SystemCalls.bootTimeSeconds();
        try {
            faults.forEach((machine, all) -> List.copyOf(all)
                    .forEach(fault -> end(fault, machine)));
            cluster.machines().forEach(Machine::powerOn);
        } finally {
            writes.close();
        }
        cluster.awaitStatus("an answer of the cluster", _ -> true);
        cluster.cleanup();
        // Each machine answers: one that has just come back still counts as what it was before.
        List<String> lost = writes.lost();
        cluster.awaitConverged();
        double repair = SystemCalls.bootTimeSeconds() - repairedAt;
        writes.forget();
        List<ClaimLedger.Step> steps = cluster.lab().ledger().steps();
        List<Cut> cuts = cluster.lab().power().cuts();
        List<String> fenced = cuts.subList(cutsBefore, cuts.size()).stream()
                .map(Cut::machine).toList();
        // The whole ledger: who held the claim before this trial may hold it still.
        List<String> overlaps = ClaimLedger.overlaps(steps).size() > ClaimLedger
                .overlaps(steps.subList(0, stepsBefore)).size()
                        ? ClaimLedger.overlaps(steps)
                        : List.of();
        return new Verdict(overlaps, lost, writes.count(), fenced,
                fenced.stream().filter(name -> !mayBeFenced.contains(name)).toList(),
                cluster.client().longestSilence(begin), repair);
    }
}
