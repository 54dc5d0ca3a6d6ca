// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The full name of a unit, such as {@code nginx.service}; never leads out of a folder. */
public record UnitName(String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9:_\\\\@-][A-Za-z0-9:_.\\\\@-]*");
    private static final int LENGTH_MAX = 255;
    private static final String SERVICE = ".service";
    private static final List<String> KINDS =
            List.of(SERVICE, ".socket", ".device", ".mount", ".automount", ".swap", ".target",
                    ".path", ".timer", ".slice", ".scope");
    /**
     * The instance of a template that is named without one. People's units and the files that they
     * read by {@code %i} are made for this name.
     */
    private static final String INSTANCE = "pacemaker";

    /** The unit that a resource's agent means; empty where no unit can have that name. */
    public static Optional<UnitName> of(String type) {
        String kind = KINDS.stream().filter(type::endsWith).findFirst().orElse("");
        String bare = type.substring(0, type.length() - kind.length());
        String name = (bare.endsWith("@") ? bare + INSTANCE : bare)
                + (kind.isEmpty() ? SERVICE : kind);
        boolean usable = NAME.matcher(name).matches() && name.length() <= LENGTH_MAX
                && !bare.isEmpty() && !bare.startsWith("@");
        return usable ? Optional.of(new UnitName(name)) : Optional.empty();
    }

    boolean isService() {
        return value.endsWith(SERVICE);
    }

    @Override
    public String toString() {
        return value;
    }
}
