// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.OptionalLong;

/** How busy a machine is, whatever keeps it busy. */
public interface HostLoad {

    /** How many processors its work may use, at least one. */
    int processors();

    /** Load average of the last minute, in hundredths; empty where the system does not tell. */
    OptionalLong averageHundredths();
}
