// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long operations take and which go wrong; in peace none does. */
final class Operations implements SimulatedKernel.Behaviour {

    private final SortedMap<String, Duration> durations = new TreeMap<>();
    private int roughness;

    /** @param roughness of a hundred operations so many go wrong */
    Operations(int roughness) {
        this.roughness = roughness;
    }

    /** That operation of that service always takes so long. */
    void prolong(String task, String service, Duration duration) {
        durations.put(task + " " + service, duration);
    }

    void peace() {
        roughness = 0;
    }

    @Override
    public Operation operation(ServiceCall call, Chance chance) {
        boolean wrong = chance.percent(roughness);
        boolean hangs = wrong && chance.oneIn(5);
        boolean fails = wrong && !hangs && mayFail(call);
        Duration duration = hangs
                ? Duration.ofMillis(call.timeoutMillis() + 60_000)
                : durations.getOrDefault(call.task() + " " + call.service(), duration(chance));
        Duration effect = hangs && chance.percent(50)
                ? chance.millis(5, 2_000)
                : chance.between(Duration.ZERO, duration);
        return new Operation(duration, effect, fails, !fails || chance.percent(50),
                wrong && chance.percent(50),
                wrong && chance.oneIn(12) ? chance.millis(3_000, 50_000) : Duration.ZERO);
    }

    private Duration duration(Chance chance) {
        return roughness > 0 && chance.percent(12)
                ? chance.millis(400, 2_800)
                : chance.millis(5, 90);
    }

    /** A failed stop costs the whole machine, so it is not as frequent as others. */
    private static boolean mayFail(ServiceCall call) {
        return !call.task().equals("monitor");
    }
}
