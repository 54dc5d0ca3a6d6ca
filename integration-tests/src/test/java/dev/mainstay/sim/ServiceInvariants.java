// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.ArrayList;
import java.util.List;

/** What really runs, against what may run (the purpose of invariants 1 to 3). */
final class ServiceInvariants {

    private final World world;

    ServiceInvariants(World world) {
        this.world = world;
    }

    void check() {
        for (Blueprint.Service service : Blueprint.SERVICES) {
            List<String> active = new ArrayList<>();
            List<String> promoted = new ArrayList<>();
            for (Machine machine : world.machines()) {
                for (String instance : machine.services().active()) {
                    if (service.id().equals(instance)) {
                        active.add(machine.id() + " " + instance);
                        if (machine.services().isPromoted(instance)) {
                            promoted.add(machine.id() + " " + instance);
                        }
                    }
                }
            }
            if (!service.isClone() && active.size() > 1) {
                throw world.violation(1, service.id() + " is active more than once: " + active);
            }
            if (promoted.size() > 1) {
                throw world.violation(1, service.id() + " is promoted twice: " + promoted);
            }
        }
    }
}
