// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.device;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A configured fence device.
 *
 * @param agent name of the fence agent or built-in driver
 * @param parameters all instance attributes, {@code pcmk_*} included
 */
public record FenceDevice(String id, String agent, Map<String, String> parameters) {
    public FenceDevice {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** A parameter that is set and not empty. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }
}
