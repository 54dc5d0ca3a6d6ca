// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Configuration;

/**
 * How many instances are made at most, whatever numbers are configured: a plan's size is bounded by
 * the configuration's, not by a number in it.
 */
public final class InstanceLimits {
    /** Instances of one clone or replicas of one bundle: eight times the machines tested with. */
    public static final int PER_RESOURCE = 1_000;

    /** Of all together: three times what the largest cluster tested has. */
    static final int IN_ALL = 200_000;

    /**
     * Replicas of all bundles, each of which may be a machine that everything has a score for: four
     * times the machines tested with.
     */
    private static final int REPLICAS = 512;

    private int left = IN_ALL;

    /** How many replicas each bundle has at most. */
    static int replicas(Configuration configuration) {
        long bundles = configuration.resources().stream().filter(Bundle.class::isInstance).count();
        return Math.clamp(REPLICAS / Math.max(1, bundles), 1, REPLICAS);
    }

    /** How many of the wanted instances are made; there is always one. */
    int take(int wanted) {
        int taken = Math.clamp(wanted, 1, Math.clamp(left, 1, PER_RESOURCE));
        left -= taken;
        return taken;
    }
}
