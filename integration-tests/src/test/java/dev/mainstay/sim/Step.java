// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One thing that happens to a cluster from outside.
 *
 * @param afterMillis since the step before it
 * @param one which machine or resource is meant, by number
 * @param other the second one, where it takes two
 * @param millis how long it lasts
 */
record Step(long afterMillis, Kind kind, int one, int other, long millis) {

    /** Faults first, then what operators do. */
    enum Kind {
        KILL_DAEMON(6),
        RESTART_DAEMON(8),
        POWER_CUT(5),
        POWER_CUT_OF_ALL(1),
        PAUSE_DAEMON(7),
        FREEZE_MACHINE(4),
        CUT_OFF(6),
        CUT_LINK(4),
        CUT_ONE_WAY(5),
        HEAL(9),
        SLOW_NETWORK(4),
        LAG(5),
        HAND_OVER(6),
        CRASH_SERVICE(8),
        SET_CLOCK(3),
        BREAK_SWITCH(3),
        START_ALL(6),
        LEAVE(4),
        ADD_OR_REMOVE(5),
        START_OR_STOP(4),
        STANDBY(4),
        CONSTRAIN(5),
        CLEAR_CONSTRAINTS(2),
        CHANGE_MONITORS(2),
        MOVE(5),
        CLEANUP(3),
        REFRESH(2),
        SET_ATTRIBUTE(3),
        COMPARE_DIGESTS(2),
        /** Comes in {@link Step#lateOrders} only. */
        SLOW_ORDERS(0);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        static Kind any(Chance chance) {
            int sum = 0;
            for (Kind kind : values()) {
                sum += kind.weight;
            }
            int left = chance.below(sum);
            for (Kind kind : values()) {
                left -= kind.weight;
                if (left < 0) {
                    return kind;
                }
            }
            return HEAL;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static Step any(Chance chance, long paceMillis) {
        long after = chance.percent(30) ? chance.below(300) : chance.below((int) paceMillis);
        return new Step(after, Kind.any(chance), chance.below(60), chance.below(60),
                chance.percent(30) ? chance.within(50, 1_000) : chance.within(1_000, 12_000));
    }

    /**
     * A machine whose orders are late and whose services have to be started again: while that is
     * on its way, it is cut off or its daemon is replaced. The switch fails, so it lives to see the
     * orders arrive.
     */
    static List<Step> lateOrders(Chance chance) {
        int one = chance.below(60);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(chance.below(2_000), Kind.SLOW_ORDERS, one, 0, 12_000));
        for (int i = chance.within(1, 3); i > 0; i--) {
            steps.add(new Step(chance.below(100), Kind.CRASH_SERVICE, one, chance.below(60), 0));
        }
        steps.add(new Step(chance.below(100), Kind.BREAK_SWITCH, 0, 0,
                chance.within(6_000, 14_000)));
        steps.add(new Step(chance.within(500, 6_000), chance.of(List.of(
                Kind.CUT_OFF, Kind.CUT_ONE_WAY, Kind.PAUSE_DAEMON, Kind.RESTART_DAEMON)),
                one, chance.below(60), chance.within(2_000, 8_000)));
        if (chance.percent(70)) {
            steps.add(new Step(chance.within(1_700, 7_000), Kind.HEAL, 0, 0, 0));
        }
        return steps;
    }

    @Override
    public String toString() {
        return "after " + afterMillis + " ms: " + kind.text() + " (" + one + ", " + other + ", "
                + millis + " ms)";
    }
}
