// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import dev.mainstay.fence.device.DeviceOptions;
import dev.mainstay.fence.device.FenceDevice;
import dev.mainstay.fence.driver.Limit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many actions run on each device. Many devices take one login at a time, so
 * {@code pcmk_action_limit} is 1 unless it says otherwise.
 */
final class DeviceSlots {
    private static final long POLL_MILLIS = 20;

    private final Map<String, Integer> taken = new HashMap<>();

    /**
     * Takes a slot of the device, waiting for one until the run has to stop.
     *
     * @return why there is none; empty when it was taken and has to be given back
     */
    synchronized Optional<Limit.Reason> take(FenceDevice device, RunLimit limit)
            throws InterruptedException {
        int most = new DeviceOptions(device).actionLimit();
        while (taken.getOrDefault(device.id(), 0) >= most) {
            Optional<Limit.Reason> stopped = limit.reachedWhileWaiting();
            if (stopped.isPresent()) {
                return stopped;
            }
            wait(POLL_MILLIS);
        }
        taken.merge(device.id(), 1, Integer::sum);
        return Optional.empty();
    }

    synchronized void giveBack(FenceDevice device) {
        if (taken.merge(device.id(), -1, Integer::sum) <= 0) {
            taken.remove(device.id());
        }
        notifyAll();
    }
}
