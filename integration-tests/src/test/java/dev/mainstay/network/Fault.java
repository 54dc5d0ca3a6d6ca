// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import dev.mainstay.network.Cable.Direction;
import java.time.Duration;
import java.util.Locale;

/** What may happen to a machine, or be asked of the cluster. */
sealed interface Fault {

    /** A part of the service that has processes. */
    enum Part {
        CLAIM("sleep infinity"),
        SERVER("nginx");

        private final String commandLine;

        Part(String commandLine) {
            this.commandLine = commandLine;
        }

        /** What the command lines of its processes hold, and no others. */
        String commandLine() {
            return commandLine;
        }
    }

    /** Power is gone; nobody but the switch's orders, or the end of the trial, brings it back. */
    record PowerLoss() implements Fault {}

    /** The cable is pulled. */
    record CableCut() implements Fault {}

    /** Frames of one direction are lost. */
    record OneWayLoss(Direction direction) implements Fault {}

    /** Frames of both directions come late. */
    record Delay(Duration each) implements Fault {}

    /** The whole machine stands still, and goes on later as if nothing had been. */
    record Pause() implements Fault {}

    /** SIGKILL to the daemon alone. */
    record DaemonKilled() implements Fault {}

    /** SIGKILL to processes of the service, if the machine runs it. */
    record ServiceKilled(Part part) implements Fault {}

    /** The service is asked to move to the machine. */
    record Move() implements Fault {}

    /**
     * The machine may be fenced for it without that being wrong: also where the signal meets the
     * service's own stop, which then fails.
     */
    default boolean mayBeFenced() {
        return !(this instanceof Move);
    }

    default void begin(NetworkCluster cluster, Machine machine) {
        switch (this) {
            case PowerLoss _ -> machine.powerOff();
            case CableCut _ -> machine.cut(true);
            case OneWayLoss(var direction) -> machine.cable().lose(direction, true);
            case Delay(var each) -> {
                machine.cable().delay(Direction.OUT, each);
                machine.cable().delay(Direction.IN, each);
            }
            case Pause _ -> machine.pause(true);
            case DaemonKilled _ -> machine.killDaemon();
            case ServiceKilled(var part) -> machine.killService(part);
            case Move _ -> cluster.move(machine);
        }
    }

    default void end(Machine machine) {
        switch (this) {
            case PowerLoss _ -> machine.powerOn();
            case CableCut _ -> machine.cut(false);
            case OneWayLoss(var direction) -> machine.cable().lose(direction, false);
            case Delay _ -> {
                machine.cable().delay(Direction.OUT, Duration.ZERO);
                machine.cable().delay(Direction.IN, Duration.ZERO);
            }
            case Pause _ -> machine.pause(false);
            case DaemonKilled _,ServiceKilled _,Move _ -> {
                // Over as soon as it has begun.
            }
        }
    }

    /** In few words, for a line of a report. */
    default String text() {
        return switch (this) {
            case PowerLoss _ -> "power-loss";
            case CableCut _ -> "cable-cut";
            case OneWayLoss(var direction) -> "loses-" + direction.name().toLowerCase(Locale.ROOT);
            case Delay(var each) -> "delay-" + each.toMillis() + "ms";
            case Pause _ -> "pause";
            case DaemonKilled _ -> "daemon-killed";
            case ServiceKilled(var part) -> "killed-" + part.name().toLowerCase(Locale.ROOT);
            case Move _ -> "move-to";
        };
    }
}
