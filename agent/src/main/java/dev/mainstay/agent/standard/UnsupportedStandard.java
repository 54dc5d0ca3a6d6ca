// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import java.util.List;

/** Stands for a standard that this version does not run, so that each use of it is told why. */
record UnsupportedStandard(String standard) implements ResourceAgent {
    @Override
    public Invocation prepare(Operation operation) {
        return new Invocation.Unavailable(OcfExitCode.INSTALLED, reason());
    }

    @Override
    public AgentMetadata metadata(AgentSpec agent) throws MetadataException {
        throw new MetadataException(MetadataException.Reason.NO_SUCH_AGENT, reason());
    }

    @Override
    public List<AgentSpec> list() {
        return List.of();
    }

    private String reason() {
        return "resource agents of standard '" + standard
                + "' are not supported by this version; supported: ocf, systemd, lsb, service";
    }
}
