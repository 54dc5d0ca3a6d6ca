// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

/** How long a device may take for one fence operation: {@code fencing-timeout} of the cluster. */
public final class FencingTimeout {
    private static final long DEFAULT_MILLIS = 60_000;

    private FencingTimeout() {}

    /** In milliseconds, more than 0; the default where none is set or the value is no duration. */
    public static long millis(Configuration configuration) {
        return configuration.clusterProperties().stream()
                .flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name()
                        .filter(name -> name.equals("fencing-timeout")
                                || name.equals("stonith-timeout"))
                        .isPresent())
                .map(Attribute::value)
                .map(value -> DurationText.millisOrZero(value.orElse("")))
                .filter(millis -> millis > 0)
                .findFirst()
                .orElse(DEFAULT_MILLIS);
    }
}
