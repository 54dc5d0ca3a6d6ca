// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import dev.mainstay.network.Cable.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Faults drawn from a seed, with when they begin and how long they last: the same for the same
 * seed. Which machine "the leader" is shows only when the fault begins.
 */
record FaultSchedule(List<Entry> entries) {

    private static final int MOST_FAULTS = 3;
    private static final int WINDOW_MILLIS = 5_000;
    private static final int SHORTEST_MILLIS = 300;
    private static final int LONGEST_MILLIS = 6_000;
    private static final int LONGEST_DELAY_MILLIS = 400;

    /** Whom a fault hits. */
    enum Target {
        /** The machine whose peer leads the log. */
        LEADER,
        /** The machine that runs the service. */
        RUNNER,
        /** The machine of the entry's number. */
        NUMBER
    }

    /** One fault; the number stands in where nobody knows a leader or a runner. */
    record Entry(Fault fault, Target target, int number, Duration begin, Duration length) {

        private String text() {
            return String.format(Locale.ROOT, "%s@%s+%.1f/%.1f", fault.text(),
                    target == Target.NUMBER ? "n" + (number + 1)
                            : target.name().toLowerCase(Locale.ROOT),
                    begin.toMillis() / 1e3, length.toMillis() / 1e3);
        }

        private Machine machine(NetworkCluster cluster) {
            Machine numbered = cluster.machines().get(number);
            return switch (target) {
                case LEADER -> cluster.leader().orElse(numbered);
                case RUNNER -> cluster.runner().orElse(numbered);
                case NUMBER -> numbered;
            };
        }
    }

    private record Moment(Duration at, Runnable what) {}

    static FaultSchedule of(long seed, int machines) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Entry> entries = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_FAULTS);
        for (int i = 0; i < count; i++) {
            Target target = Target.values()[random.nextInt(Target.values().length)];
            entries.add(new Entry(fault(random), target, random.nextInt(machines),
                    Duration.ofMillis(i == 0 ? 0 : random.nextInt(WINDOW_MILLIS)),
                    Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS))));
        }
        return new FaultSchedule(entries.stream()
                .sorted(Comparator.comparing(Entry::begin)).toList());
    }

    private static Fault fault(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0 -> new Fault.PowerLoss();
            case 1, 2 -> new Fault.CableCut();
            case 3 -> new Fault.OneWayLoss(Direction.OUT);
            case 4 -> new Fault.OneWayLoss(Direction.IN);
            case 5 -> new Fault.Delay(Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS)));
            case 6 -> new Fault.Pause();
            case 7 -> new Fault.DaemonKilled();
            case 8 -> new Fault.ServiceKilled(
                    random.nextBoolean() ? Fault.Part.SERVER : Fault.Part.CLAIM);
            default -> new Fault.Move();
        };
    }

    String text() {
        return entries.stream().map(Entry::text).collect(Collectors.joining(" "));
    }

    /** Lets all of it happen; returns when the last fault is over. */
    void run(NetworkCluster cluster, Trial trial) {
        List<Moment> moments = new ArrayList<>();
        for (Entry entry : entries) {
            // Decided when it begins, and then kept for its end.
            List<Machine> hit = new ArrayList<>();
            moments.add(new Moment(entry.begin(), () -> {
                hit.add(entry.machine(cluster));
                trial.begin(entry.fault(), hit.getFirst());
            }));
            moments.add(new Moment(entry.begin().plus(entry.length()),
                    () -> trial.end(entry.fault(), hit.getFirst())));
        }
        moments.sort(Comparator.comparing(Moment::at));
        long begin = System.nanoTime();
        for (Moment moment : moments) {
            long left = moment.at().toNanos() - (System.nanoTime() - begin);
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = moment.at().toNanos() - (System.nanoTime() - begin);
            }
            moment.what().run();
        }
    }
}
