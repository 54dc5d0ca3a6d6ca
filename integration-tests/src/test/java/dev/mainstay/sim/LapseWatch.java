// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at a machine whose lease has ended: once nothing has been under way there for a while,
 * nothing runs any more that {@code no-quorum-policy} wants stopped or demoted, other than what a
 * stop was tried of in vain (invariant 7). What a stop may take is no part of the judgement, since
 * it counts from the end of the last one.
 */
final class LapseWatch {

    private static final Duration LOOK = Duration.ofMillis(500);

    /**
     * A machine that comes up waits a lease for the cluster, and another one after its join; the
     * rest is for slow disks, slow calls and monitors that hold up a stop.
     */
    private static final Duration QUIET = Duration.ofSeconds(17);

    private final World world;
    private final Machine machine;
    private long quietSinceNanos;
    /** The run of the daemon that is looked at. */
    private int run;

    LapseWatch(World world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    void begin() {
        world.time().after(LOOK, () -> {
            look();
            begin();
        });
    }

    private void look() {
        long now = world.time().nowNanos();
        boolean alone = machine.isRunning() && machine.run() == run
                && machine.lease().filter(LeaseWatch::isHeld).isEmpty();
        if (!alone) {
            run = machine.run();
        }
        if (!alone || machine.isBusy()) {
            quietSinceNanos = now;
        } else if (now - quietSinceNanos > QUIET.toNanos()) {
            judge(Policy.of(machine.state().configuration()));
        }
    }

    private void judge(Policy policy) {
        List<String> begun = machine.begun();
        for (Blueprint.Service service : Blueprint.SERVICES) {
            boolean promoted = machine.services().isPromoted(service.id());
            boolean unwanted = machine.services().isActive(service.id()) && switch (policy) {
                case STOP -> true;
                case DEMOTE -> promoted || service.kind() != Blueprint.Kind.PROMOTABLE;
                case LEAVE -> false;
            };
            if (unwanted && isKnown(begun, service) && !isStopTried(begun, service)) {
                throw world.violation(7, service.id() + " still runs on " + machine.id()
                        + (promoted ? ", promoted," : "") + " without a lease, and nothing was done"
                        + " about it");
            }
        }
    }

    /** A stop that failed is not tried again before the service is made active again. */
    private static boolean isStopTried(List<String> begun, Blueprint.Service service) {
        int activated = Stream.of("start ", "promote ", "migrate_from ")
                .mapToInt(task -> begun.lastIndexOf(task + service.id()))
                .max().orElse(-1);
        return begun.lastIndexOf("stop " + service.id()) > activated;
    }

    /** What arrived by a migration is the machine's own only once it was asked to take it over. */
    private static boolean isKnown(List<String> begun, Blueprint.Service service) {
        return begun.contains("start " + service.id())
                || begun.contains("migrate_from " + service.id());
    }

    /** What a machine has to do alone, as the simulation's operators write it. */
    private enum Policy {
        STOP,
        DEMOTE,
        LEAVE;

        static Policy of(Configuration configuration) {
            return configuration.clusterProperties().stream()
                    .flatMap(set -> set.attributes().stream())
                    .filter(property -> property.name().filter("no-quorum-policy"::equals)
                            .isPresent())
                    .flatMap(property -> property.value().stream())
                    .map(value -> switch (value) {
                        case "freeze", "ignore" -> LEAVE;
                        case "demote" -> DEMOTE;
                        default -> STOP;
                    })
                    .findFirst()
                    .orElse(STOP);
        }
    }
}
