// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.Configuration;
import java.util.Locale;

/**
 * What a machine does with its services when its lease has ended: the cluster's no-quorum-policy.
 * A demotion alone, and a reset of oneself, are stricter or need a device; both stop here.
 */
enum LapsePolicy {
    /** Stops everything. */
    STOP,
    /** Touches nothing and starts nothing. */
    LEAVE;

    static LapsePolicy of(Configuration configuration) {
        String policy = configuration.clusterProperties().stream()
                .flatMap(set -> set.attributes().stream())
                .filter(attribute -> attribute.name()
                        .filter("no-quorum-policy"::equals).isPresent())
                .map(Attribute::value)
                .map(value -> value.orElse(""))
                .findFirst()
                .orElse("stop");
        return switch (policy.toLowerCase(Locale.ROOT)) {
            case "ignore", "freeze" -> LEAVE;
            default -> STOP;
        };
    }
}
