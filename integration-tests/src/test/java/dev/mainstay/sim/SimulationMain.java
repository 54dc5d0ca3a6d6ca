// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

/** Runs seeds. */
public final class SimulationMain {
    private SimulationMain() {}

    public static void main(String[] arguments) {
        long from = Long.parseLong(arguments[0]);
        long to = Long.parseLong(arguments[1]);
        long begun = System.nanoTime();
        long nanos = 0;
        long events = 0;
        long entries = 0;
        int bad = 0;
        for (long seed = from; seed <= to; seed++) {
            Story.Ending ending;
            try {
                ending = Story.of(seed).tell(Planted.NOTHING);
            } catch (RuntimeException e) {
                System.out.println("seed " + seed + ": " + e);
                e.printStackTrace(System.out);
                bad++;
                continue;
            }
            if (seed % 100 == 0) {
                System.out.printf("... %d after %.0f s, cpu %.0f s%n", seed, (System.nanoTime() - begun) / 1e9, java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9);
            }
            nanos += ending.nanos();
            events += ending.events();
            entries += ending.entries();
            long at = seed;
            if (ending.violation().isPresent()) {
                bad++;
                System.out.println("seed " + at + ": " + ending.violation().get().getMessage());
                if (arguments.length > 2) {
                    System.out.println(ending.violation().get().trace());
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%d seeds, %d bad, %.1f s, %.1f ms/seed, %.0f events/s, %d events/seed, %d entries/seed, %.1f virtual hours per minute%n",
                to - from + 1, bad, seconds, seconds * 1000 / (to - from + 1), events / seconds,
                events / (to - from + 1), entries / (to - from + 1),
                nanos / 1e9 / 3600 / (seconds / 60));
    }
}
