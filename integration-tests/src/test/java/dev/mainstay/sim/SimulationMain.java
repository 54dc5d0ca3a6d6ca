// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The simulation's command: {@code run FROM TO} tells seeds, says which fail and how far
 * it is; {@code replay
 * SEED} tells one, shrinks it if it fails, and prints the shortest story with all that happened in
 * it; {@code planted FROM TO} looks for the first seed that finds each planted violation.
 */
public final class SimulationMain {

    private static final int FOUND_SOMETHING = 1;
    private static final int USAGE = 2;

    private final PrintStream out;

    private SimulationMain(PrintStream out) {
        this.out = out;
    }

    /** @param arguments the verb and its numbers */
    public static void main(String[] arguments) throws InterruptedException {
        SimulationMain command = new SimulationMain(System.out);
        int status;
        try (QuietLog _ = new QuietLog()) {
            status = command.obey(arguments) ? 0 : FOUND_SOMETHING;
        } catch (IllegalArgumentException unusable) {
            System.err.println(unusable.getMessage());
            status = USAGE;
        }
        System.exit(status);
    }

    private boolean obey(String[] arguments) throws InterruptedException {
        String verb = arguments.length == 0 ? "" : arguments[0];
        return switch (verb + " " + (arguments.length - 1)) {
            case "run 2" -> run(number(arguments, 1), number(arguments, 2), 1);
            case "run 3" -> run(number(arguments, 1), number(arguments, 2),
                    Math.toIntExact(number(arguments, 3)));
            case "replay 1" -> replay(number(arguments, 1));
            case "planted 2" -> planted(number(arguments, 1), number(arguments, 2));
            default -> throw new IllegalArgumentException(
                    "usage: run FROM TO [THREADS] | replay SEED | planted FROM TO");
        };
    }

    private static long number(String[] arguments, int index) {
        long number;
        try {
            number = Long.parseLong(arguments[index]);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(arguments[index] + " is no number", noNumber);
        }
        if (number < 1) {
            throw new IllegalArgumentException("numbers begin at 1");
        }
        return number;
    }

    private boolean run(long from, long to, int threads) throws InterruptedException {
        Progress progress = new Progress(out, from, to);
        new SeedRange(from, to, Planted.NOTHING).tell(threads, progress::ended);
        return progress.finish();
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
        Set<PlantedRule> hidden = EnumSet.allOf(PlantedRule.class);
        for (long seed = from; seed <= to && !hidden.isEmpty(); seed++) {
            for (PlantedRule rule : List.copyOf(hidden)) {
                Optional<SeedRange.Finding> found =
                        new SeedRange(seed, seed, rule.plant()).firstFinding();
                if (found.isPresent()) {
                    hidden.remove(rule);
                    out.println("rule " + rule.number() + " (" + rule + "): seed " + seed + ": "
                            + found.get().violation().getMessage());
                }
            }
        }
        hidden.forEach(rule -> out.println("rule " + rule.number() + " (" + rule
                + "): not found up to seed " + to));
        return hidden.isEmpty();
    }
}
