// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import dev.mainstay.cli.failure.CommandFailure;
import java.util.Locale;
import java.util.Map;

/** Roles as users write them, the older names included. */
public final class Roles {

    private static final Map<String, String> ROLES = Map.of(
            "started", "Started",
            "stopped", "Stopped",
            "promoted", "Promoted",
            "unpromoted", "Unpromoted",
            "master", "Promoted",
            "slave", "Unpromoted");

    private Roles() {}

    static boolean isRole(String word) {
        return ROLES.containsKey(word.toLowerCase(Locale.ROOT));
    }

    /** The role in its one spelling. */
    public static String normal(String word) {
        String role = ROLES.get(word.toLowerCase(Locale.ROOT));
        if (role == null) {
            throw CommandFailure.usage("'" + word + "' is no role.",
                    "Roles are Started, Stopped, Promoted and Unpromoted.");
        }
        return role;
    }
}
