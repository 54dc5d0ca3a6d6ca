// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.NamedResources;
import dev.mainstay.cli.configuration.ResourceUpdate;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** A verb that does the same to each of several resources. */
abstract class ResourcesVerb extends ChangeVerb {

    @Parameters(
            arity = "1..*",
            paramLabel = "ID",
            description = "Primitives, groups, clones or bundles, or tags of such.")
    private List<String> ids = List.of();

    List<String> ids() {
        return ids;
    }

    String text() {
        return String.join(", ", ids);
    }

    /** Sets meta attributes of each, and of clones together with what they clone. */
    List<ConfigurationEdit> meta(Configuration configuration, Map<String, String> values) {
        return NamedResources.withClones(configuration, ids).stream()
                .map(resource -> ResourceUpdate.meta(
                        configuration, Resources.id(resource), values))
                .toList();
    }
}
