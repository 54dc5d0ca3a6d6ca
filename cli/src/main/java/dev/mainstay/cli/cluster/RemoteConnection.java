// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.AgentText;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.Optional;

/** The resource that is a connection to a remote machine: it has the machine's name. */
final class RemoteConnection {

    static final AgentText AGENT = new AgentText("ocf", "pacemaker", "remote");

    private RemoteConnection() {}

    /** @throws CommandFailure where a resource of that name is something else */
    static boolean exists(Configuration configuration, String machine) {
        Optional<Resource> found = Resources.find(configuration, machine);
        if (found.filter(resource -> !isConnection(resource)).isPresent()) {
            throw CommandFailure.refused("There is a resource " + machine
                    + " that is no connection to a remote machine.",
                    "Name the machine otherwise, or see 'mainstay resource config " + machine
                            + "'.");
        }
        return found.isPresent();
    }

    private static boolean isConnection(Resource resource) {
        var agent = resource.getPrimitive().getAgent();
        return resource.hasPrimitive() && agent.getStandard().equals(AGENT.standard())
                && agent.getProvider().equals(AGENT.provider())
                && agent.getType().equals(AGENT.type());
    }
}
