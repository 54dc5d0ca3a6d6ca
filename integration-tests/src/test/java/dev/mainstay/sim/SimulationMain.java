// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/**
 * The simulation's command: {@code run FROM TO} tells seeds and says which fail; {@code replay
 * SEED} tells one, shrinks it if it fails, and prints the shortest story with all that happened in
 * it; {@code planted FROM TO} looks for the first seed that finds each planted violation.
 */
public final class SimulationMain {

    private static final double NANOS_PER_HOUR = 3_600e9;
    private static final double NANOS_PER_MINUTE = 60e9;

    private final PrintStream out;

    private SimulationMain(PrintStream out) {
        this.out = out;
    }

    /** @param arguments the verb and its numbers */
    public static void main(String[] arguments) {
        SimulationMain command = new SimulationMain(System.out);
        boolean clean = switch (arguments.length == 0 ? "" : arguments[0]) {
            case "run" -> command.run(number(arguments, 1), number(arguments, 2));
            case "replay" -> command.replay(number(arguments, 1));
            case "planted" -> command.planted(number(arguments, 1), number(arguments, 2));
            default -> {
                command.out.println("usage: run FROM TO | replay SEED | planted FROM TO");
                yield false;
            }
        };
        System.exit(clean ? 0 : 1);
    }

    private static long number(String[] arguments, int index) {
        return arguments.length > index ? Long.parseLong(arguments[index]) : 1;
    }

    private boolean run(long from, long to) {
        long begun = System.nanoTime();
        long failed = 0;
        double simulated = 0;
        for (long seed = from; seed <= to; seed++) {
            Story.Ending ending = Story.of(seed).tell(Planted.NOTHING);
            simulated += ending.nanos();
            if (ending.violation().isPresent()) {
                failed++;
                out.println("seed " + seed + ": " + ending.violation().get().getMessage());
            }
            if (seed % 1_000 == 0) {
                out.println("... seed " + seed + ", " + failed + " failed");
            }
        }
        double minutes = (System.nanoTime() - begun) / NANOS_PER_MINUTE;
        out.printf(Locale.ROOT, "%d seeds, %d failed, %.1f simulated hours per minute%n",
                to - from + 1, failed, simulated / NANOS_PER_HOUR / minutes);
        return failed == 0;
    }

    private boolean replay(long seed) {
        Story story = Story.of(seed);
        Optional<Violation> violation = story.tell(Planted.NOTHING).violation();
        if (violation.isEmpty()) {
            out.println("seed " + seed + " is clean");
            return true;
        }
        out.println("seed " + seed + ": " + violation.get().getMessage());
        Story shortest = Shrinking.shrink(story, Planted.NOTHING, violation.get().invariant());
        World world = new World(seed, shortest.profile(), Planted.NOTHING);
        world.traceAll();
        Violation last = shortest.tell(world).violation().orElseThrow();
        out.println(shortest.profile());
        shortest.steps().forEach(out::println);
        out.println(last.getMessage());
        out.println(last.trace());
        return false;
    }

    private boolean planted(long from, long to) {
        boolean all = true;
        for (PlantedRule rule : PlantedRule.values()) {
            Optional<String> found = Optional.empty();
            for (long seed = from; seed <= to && found.isEmpty(); seed++) {
                long at = seed;
                found = Story.of(seed).tell(rule.plant()).violation()
                        .map(violation -> "seed " + at + ": " + violation.getMessage());
            }
            out.println("rule " + rule.number() + " (" + rule + "): "
                    + found.orElse("not found up to seed " + to));
            all &= found.isPresent();
        }
        return all;
    }
}
