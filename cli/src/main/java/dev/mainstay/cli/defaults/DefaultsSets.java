// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;

/** Finds blocks of defaults. */
final class DefaultsSets {

    private DefaultsSets() {}

    /** @throws CommandFailure where there is none with this id */
    static AttributeSet get(DefaultsKind kind, Configuration configuration, String id) {
        return kind.sets(configuration).stream()
                .filter(set -> set.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused(
                        "There is no block of defaults '" + id + "'.",
                        "'config' beside 'set' shows those there are."));
    }
}
