// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A story as it is being told: the cluster is founded, lives through its steps, and finds rest. */
final class Telling {

    private static final Duration OPERATOR_PERIOD = Duration.ofSeconds(20);
    private static final Duration REST_WITHIN = Duration.ofMinutes(5);

    private static final int BURST = 40;

    private final World world;
    private final Story story;
    private final Chance chance;
    private final Blueprint blueprint;
    private final Rest rest;
    private boolean isSettled;

    Telling(World world, Story story) {
        this.world = world;
        this.story = story;
        this.chance = new Chance(story.seed(), "operator");
        this.blueprint = Blueprint.of(
                world.machines().stream().map(machine -> machine.id().value()).toList(),
                new Chance(story.seed(), "blueprint"));
        this.rest = new Rest(world, blueprint);
    }

    void run() {
        new Founding(world).found(configuration(Optional.empty()));
        for (Step step : story.steps()) {
            world.time().run(Duration.ofMillis(step.afterMillis()));
            world.note(step.kind().text() + " (" + step.one() + ", " + step.other() + ", "
                    + step.millis() + " ms)");
            happen(step);
        }
        world.time().run(Duration.ofMillis(chance.below(4_000)));
        peace();
    }

    private void happen(Step step) {
        Machine one = world.machine(step.one());
        Machine other = world.machine(step.other());
        Duration span = Duration.ofMillis(step.millis());
        switch (step.kind()) {
            case KILL_DAEMON -> one.killDaemon();
            case RESTART_DAEMON -> {
                one.killDaemon();
                later(Duration.ofMillis(step.millis() / 6), one);
            }
            case POWER_CUT -> {
                one.powerOff();
                later(span, one);
            }
            case POWER_CUT_OF_ALL -> world.machines().forEach(machine -> {
                machine.powerOff();
                later(span, machine);
            });
            case PAUSE_DAEMON -> one.pauseDaemon(span);
            case FREEZE_MACHINE -> one.freeze(span);
            case CUT_OFF, CUT_LINK, CUT_ONE_WAY, HEAL, SLOW_NETWORK -> network(step, one, other);
            case LAG -> one.lag(span);
            case SLOW_ORDERS -> one.slowOrders(span);
            case HAND_OVER -> world.log().transfer(one.id());
            case CRASH_SERVICE -> crash(one, step.other());
            case SET_CLOCK -> one.setClock(Duration.ofMillis((step.millis() - 5_000) * 300));
            case BREAK_SWITCH -> world.powerSwitch().breakFor(span);
            case START_ALL -> world.machines().forEach(Machine::start);
            case LEAVE -> {
                one.leave();
                later(span.multipliedBy(2), one);
            }
            case ADD_OR_REMOVE, START_OR_STOP, STANDBY, CONSTRAIN, CLEAR_CONSTRAINTS,
                    CHANGE_MONITORS -> {
                edit(step);
                // One that is long under way is not to undo what is decided after it.
                world.propose(other, configuration(Optional.of(world.state().revision())));
            }
            case MOVE -> world.propose(other, new Command.ChangeMove(new ResourceId(top(step)),
                    new Command.MoveChange.Requested(Optional.of(one.id()),
                            Instant.parse("2026-01-01T00:00:00Z").plusNanos(
                                    world.time().nowNanos()).plusSeconds(30))));
            case CLEANUP -> world.propose(one, clear(false));
            case REFRESH -> world.propose(one, clear(true));
            case SET_ATTRIBUTE -> {
                world.propose(one, new Command.ChangeAttribute(
                        other.id(), "colour", Optional.of("c" + step.millis() % 5)));
                burst(step, one, other.id());
            }
            case COMPARE_DIGESTS -> compareDigests(one);
        }
    }

    /** What runs on a machine counts quickly, and sets a value that is held back for a while. */
    private void burst(Step step, Machine one, NodeId target) {
        one.callTool("attrd_updater", "--node", target.value(), "--name", "colour", "--update",
                "c" + step.millis() % 7, "--delay", step.millis() % 3 * 400 + "ms");
        for (int call = 0; call < BURST; call++) {
            world.time().after(Duration.ofMillis(call * (step.millis() % 30)), () -> {
                world.counted(target);
                one.callTool("attrd_updater", "--node", target.value(),
                        "--name", LogInvariants.COUNTER, "--update", "value++");
            });
        }
    }

    private void network(Step step, Machine one, Machine other) {
        switch (step.kind()) {
            case CUT_OFF -> world.machines().forEach(machine -> {
                world.network().cut(one.id(), machine.id());
                world.network().cut(machine.id(), one.id());
            });
            case CUT_LINK -> {
                world.network().cut(one.id(), other.id());
                world.network().cut(other.id(), one.id());
            }
            case CUT_ONE_WAY -> world.machines().stream()
                    .filter(machine -> step.millis() % 2 == 0 || machine == other)
                    .forEach(machine -> world.network().cut(one.id(), machine.id()));
            case SLOW_NETWORK -> {
                world.network().slow(20);
                world.time().after(Duration.ofMillis(step.millis()),
                        () -> world.network().slow(1));
            }
            default -> world.network().healAll();
        }
        world.log().watch();
    }

    private void later(Duration delay, Machine machine) {
        world.time().after(delay, machine::start);
    }

    private void crash(Machine one, int number) {
        List<String> active = new ArrayList<>(one.services().active());
        if (!active.isEmpty()) {
            one.services().crash(active.get(number % active.size()));
        }
    }

    private void edit(Step step) {
        switch (step.kind()) {
            case ADD_OR_REMOVE -> blueprint.toggle(top(step));
            case START_OR_STOP -> blueprint.toggleRole(top(step));
            case STANDBY -> blueprint.toggleStandby(world.machine(step.one()).id().value());
            case CONSTRAIN -> blueprint.constrain(chance);
            case CLEAR_CONSTRAINTS -> blueprint.clearConstraints();
            default -> blueprint.setInterval(1 + step.one() % 8);
        }
    }

    private static String top(Step step) {
        List<String> tops = new ArrayList<>(Blueprint.tops());
        return tops.get(step.one() % tops.size());
    }

    /** Every member states what its state was at the last entry of that kind. */
    private void compareDigests(Machine at) {
        ClusterState state = world.state();
        world.propose(at, new Command.RecordDigest(
                state.checkpoint().index(), state.checkpoint().digest()));
    }

    private void peace() {
        world.note("peace");
        world.network().healAll();
        world.network().slow(0);
        world.behaviour().peace();
        world.powerSwitch().peace();
        world.log().watch();
        blueprint.simplify();
        world.machines().forEach(machine -> machine.setClock(Duration.ZERO));
        world.machines().forEach(Machine::start);
        switchOnWhatWentOff();
        world.insist(configuration(Optional.empty()));
        isSettled = true;
        long wanted = world.state().revision();
        rest.begin(() -> repairs(wanted));
        world.require("the cluster to come to rest", rest::isReached, REST_WITHIN, rest::missing);
        world.time().run(Duration.ofSeconds(15));
        world.require("the cluster to stay at rest", rest::isReached, REST_WITHIN, rest::missing);
    }

    /** Some are fenced, or leave, only after peace has come: too many for a majority, perhaps. */
    private void switchOnWhatWentOff() {
        world.time().after(OPERATOR_PERIOD, () -> {
            if (!isSettled) {
                world.machines().forEach(Machine::start);
                switchOnWhatWentOff();
            }
        });
    }

    /** One that was long under way comes after the last change where that one changed nothing. */
    private List<Command> repairs(long wanted) {
        return world.state().revision() == wanted
                ? List.of(clear(false))
                : List.of(configuration(Optional.empty()), clear(false));
    }

    private Command configuration(Optional<Long> expectedRevision) {
        return Founding.configuration(blueprint, expectedRevision);
    }

    private static Command clear(boolean refresh) {
        return new Command.ClearFailures(Optional.empty(), Optional.empty(), refresh);
    }
}
