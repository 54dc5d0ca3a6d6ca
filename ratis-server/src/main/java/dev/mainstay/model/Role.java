// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Locale;
import java.util.Optional;

/** What an instance is, or is to be, on a machine; in ascending order of activity. */
public enum Role {
    STOPPED("Stopped"),
    STARTED("Started"),
    UNPROMOTED("Unpromoted"),
    PROMOTED("Promoted");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** Reads a role's name, the older Master and Slave included; empty if it is none. */
    public static Optional<Role> parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "stopped" -> Optional.of(STOPPED);
            case "started" -> Optional.of(STARTED);
            case "unpromoted", "slave" -> Optional.of(UNPROMOTED);
            case "promoted", "master" -> Optional.of(PROMOTED);
            default -> Optional.empty();
        };
    }

    public boolean isActive() {
        return this != STOPPED;
    }

    /** The name that configurations and summaries use. */
    public String text() {
        return text;
    }
}
