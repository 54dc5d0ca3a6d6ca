// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import java.nio.file.Path;

/**
 * Where the services of this machine are found.
 *
 * @param bus socket of the system's D-Bus
 * @param runtimeUnits systemd's folder for what a boot forgets; exists where systemd runs
 * @param initScripts scripts of standard LSB
 */
public record ServicePlaces(Path bus, Path runtimeUnits, Path initScripts) {

    /** Where every distribution has them. */
    public static ServicePlaces usual() {
        return new ServicePlaces(Path.of("/run/dbus/system_bus_socket"),
                Path.of("/run/systemd/system"), Path.of("/etc/init.d"));
    }
}
