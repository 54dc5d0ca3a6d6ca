// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;

/** What constraints may name: resources, and templates and tags, which stand for several. */
public final class ConstraintTargets {

    private ConstraintTargets() {}

    /** @throws CommandFailure where there is nothing of this name */
    public static void require(Configuration configuration, String id) {
        boolean several = configuration.getTagsList().stream().anyMatch(t -> t.getId().equals(id))
                || configuration.getTemplatesList().stream().anyMatch(t -> t.getId().equals(id));
        if (!several) {
            Resources.get(configuration, id);
        }
    }
}
