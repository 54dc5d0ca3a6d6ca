// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The power switch that all machines hang on. It fails, is slow, and answers late at times. */
final class SimulatedPower implements SimulatedFencing.PowerSwitch {

    private final World world;
    private final boolean reboots;
    private int successPercent;
    private long brokenUntilNanos;
    private boolean peace;
    private final List<NodeId> switchedOff = new ArrayList<>();

    SimulatedPower(World world, Profile profile) {
        this.world = world;
        this.reboots = profile.switchReboots();
        this.successPercent = profile.fencingPercent();
    }

    /** It does not work for a while. */
    void breakFor(Duration span) {
        brokenUntilNanos = world.time().nowNanos() + span.toNanos();
    }

    /** The machines that it was asked to switch off and did, in order. */
    List<NodeId> switchedOff() {
        return List.copyOf(switchedOff);
    }

    void peace() {
        peace = true;
        brokenUntilNanos = 0;
        successPercent = 100;
    }

    @Override
    public boolean works(Chance chance) {
        return chance.percent(successPercent) && world.time().nowNanos() >= brokenUntilNanos;
    }

    @Override
    public Duration takes(Chance chance) {
        return !peace && chance.oneIn(6) ? chance.millis(1_000, 12_000) : chance.millis(20, 300);
    }

    @Override
    public Duration answersAfter(Chance chance) {
        return !peace && chance.oneIn(6) ? chance.millis(500, 9_000) : chance.millis(1, 50);
    }

    @Override
    public boolean reboots() {
        return reboots;
    }

    @Override
    public boolean isOn(NodeId target) {
        return world.machine(target).isOn();
    }

    @Override
    public void off(NodeId target) {
        world.note("power off " + target);
        switchedOff.add(target);
        world.machine(target).powerOff();
    }

    @Override
    public void on(NodeId target) {
        Machine machine = world.machine(target);
        Duration booting = Duration.ofMillis(400 + 37L * (world.time().nowMillis() % 200));
        world.time().after(booting, () -> {
            if (!machine.isOn()) {
                world.note(target + " boots");
                machine.start();
            }
        });
    }
}
